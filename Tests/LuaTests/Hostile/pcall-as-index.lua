-- expect: OK
local t = setmetatable({}, { __index = pcall })
assert(t.x == false)
