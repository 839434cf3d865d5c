-- expect: OK
x = 1
assert(load("return x")() == 1)
assert(load("return x", "c", "t", { x = 2 })() == 2)
