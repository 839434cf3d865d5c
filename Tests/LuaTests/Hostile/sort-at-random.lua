-- expect: ANY
local t = {}
for i = 1, 1000 do t[i] = i end
for _ = 1, 100 do table.sort(t, function() return math.random(2) == 1 end) end
