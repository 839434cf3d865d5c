-- expect: MEM
local s = ("x"):rep(1 << 20):rep(1 << 20)
