-- expect: ERR
assert(load(("do "):rep(100000)))
