-- expect: ERR
table.concat({}, "", math.maxinteger - 1, math.maxinteger)
