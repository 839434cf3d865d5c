-- expect: ERR
assert(load("return " .. ("("):rep(100000)))
