-- expect: ERR
rawset(product, "x", 1)
