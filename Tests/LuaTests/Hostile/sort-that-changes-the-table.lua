-- expect: ANY
local t = {}
for i = 1, 1000 do t[i] = i * 31 % 101 end
table.sort(t, function(a, b) t[#t] = nil return a < b end)
