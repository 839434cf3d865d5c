-- expect: ERR
error("x", math.maxinteger)
