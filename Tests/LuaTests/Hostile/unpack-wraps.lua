-- expect: ERR
return table.unpack({}, math.mininteger, math.maxinteger)
