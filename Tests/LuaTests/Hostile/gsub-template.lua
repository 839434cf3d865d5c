-- expect: MEM
local s = ("x"):rep(100000)
local t = ("%0"):rep(100000)
s:gsub(".+", t)
