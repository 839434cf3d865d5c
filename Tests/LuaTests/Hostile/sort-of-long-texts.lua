-- expect: KILL
local t, s = {}, ("x"):rep(40000)
for i = 1, 20 do t[i] = s .. i end
while true do table.sort(t) for i = 1, 10 do t[i], t[21 - i] = t[21 - i], t[i] end end
