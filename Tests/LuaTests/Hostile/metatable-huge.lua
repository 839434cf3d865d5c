-- expect: KILL
local m = {} for i = 1, 8000 do m["k" .. i] = i end
while true do setmetatable({}, m) end
