-- expect: ERR
return ("%d"):rep(100000):format(table.unpack({}, 1, 200))
