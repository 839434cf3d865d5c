-- expect: ANY
local t, n = {}, 10000
for i = 1, n do t[i] = i % 2 == 0 and i or n - i end
table.sort(t)
