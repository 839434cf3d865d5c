-- expect: ERR
assert(load(("local x "):rep(300)))
