-- expect: OK
local t = {} t.__index = t setmetatable(t, t) setmetatable(t, t)
assert(getmetatable(t) == t)
for k in pairs(t) do assert(k == '__index') end
for k in next, t do assert(k == '__index') end
