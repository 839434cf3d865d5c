-- expect: MEM
local t = {}
for i = 1, 1e9 do t[i % 8000 + 1] = { t[i % 8000 + 1], "k" .. i } end
