-- expect: ERR
return table.unpack({}, 1, 1e8)
