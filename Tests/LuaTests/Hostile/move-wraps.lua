-- expect: ERR
table.move({ 1 }, math.mininteger, math.maxinteger, 1)
