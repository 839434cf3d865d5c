-- expect: MEM
local s, t = ("x"):rep(10), ("%0"):rep(100)
while true do s = s:gsub(".", t) end
