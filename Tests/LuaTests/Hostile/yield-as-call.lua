-- expect: OK
local t = setmetatable({}, { __call = coroutine.yield })
local co = coroutine.wrap(function() return t(1, 2) end)
assert(select("#", co()) == 3)
