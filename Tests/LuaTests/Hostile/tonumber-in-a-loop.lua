-- expect: KILL
local s = ("9"):rep(2000000)
while true do tonumber(s) end
