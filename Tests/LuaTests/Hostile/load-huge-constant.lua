-- expect: OK
assert(load("return 0x" .. ("f"):rep(100000))() == -1 and load("return 1e" .. ("9"):rep(1000))() == math.huge)
