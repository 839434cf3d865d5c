-- expect: OK
local t = setmetatable({}, { __eq = function() coroutine.yield(1) return true end })
local u = setmetatable({}, getmetatable(t))
local co = coroutine.wrap(function() return t == u end)
assert(co() == 1 and co() == true)
