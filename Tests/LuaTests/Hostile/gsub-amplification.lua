-- expect: MEM
local s, t = ("x"):rep(10), ("x"):rep(1000)
while true do s = s:gsub(".", t) end
