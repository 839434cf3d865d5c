-- expect: ERR
assert(load(("x"):rep(1000000) .. " = = 1"))
