-- expect: STOP
local t = {}
for i = 1, 1 << 20 do t[i * 2.0^60] = true end
