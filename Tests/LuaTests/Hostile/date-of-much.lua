-- expect: STOP
local format = ("%c"):rep(100000)
while true do pcall(os.date, format) end
