-- expect: OK
assert(tonumber(("9"):rep(100000)) and not tonumber(("z"):rep(100000), 10))
