-- expect: ERR
local t = setmetatable({}, {}) for i = 1, 300 do t = setmetatable({}, { __call = t }) end
t()
