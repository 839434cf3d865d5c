-- expect: KILL
local s = ("a"):rep(2000)
while true do s:find("(a+)(a+)%1%2b") end
