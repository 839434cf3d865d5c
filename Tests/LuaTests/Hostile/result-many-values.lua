-- expect: ERR
return table.unpack({}, 1, 900000)
