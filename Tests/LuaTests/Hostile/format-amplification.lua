-- expect: MEM
local s = ("x"):rep(100000)
local t = {}
for i = 1, 200 do t[i] = s end
local f = ("%s"):rep(200)
while true do s = f:format(table.unpack(t)) for i = 1, 200 do t[i] = s end end
