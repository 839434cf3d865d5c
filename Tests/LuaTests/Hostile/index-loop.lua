-- expect: ERR
local a = setmetatable({}, {}) local m = getmetatable(a) m.__index = a setmetatable(a, m)
return a.x
