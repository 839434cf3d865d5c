-- expect: OK
local t = setmetatable({}, { __index = coroutine.yield })
local co = coroutine.wrap(function() return t.name end)
co() assert(co(7) == 7)
