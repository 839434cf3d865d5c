-- expect: STOP
local t = {}
for i = 1, 1 << 20 do t[i * ((1 << 17) - 1)] = true end
