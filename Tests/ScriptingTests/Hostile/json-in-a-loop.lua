-- expect: STOP
local list = {}
for i = 1, 5000 do list[i] = { name = "n" .. i, values = { i, i + 1 } } end
while true do pcall(function() json.decode(json.encode(list)) end) end
