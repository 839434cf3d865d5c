-- expect: KILL
local s = ("\\0\n\"\\"):rep(20000)
while true do ("%q"):format(s) end
