-- expect: KILL
local s = ("a"):rep(1000000)
while true do s:find("%f[b]") end
