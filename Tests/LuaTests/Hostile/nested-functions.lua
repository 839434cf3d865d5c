-- expect: ERR
assert(load(("function() return "):rep(100000)))
