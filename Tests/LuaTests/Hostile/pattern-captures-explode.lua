-- expect: KILL
local s = ("a"):rep(400)
while true do s:find("(a*)(a*)(a*)(a*)(a*)b") end
