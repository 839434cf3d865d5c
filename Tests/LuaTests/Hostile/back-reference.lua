-- expect: KILL
local s = ("a"):rep(100000)
while true do s:find("(.-)%1%1%1b") end
