-- expect: OK
assert(not load("return 1", "x", "b") and load("return 1", "x", "t")() == 1)
