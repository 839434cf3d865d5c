-- expect: ERR
local co co = coroutine.create(function() coroutine.close(co) end)
assert(coroutine.resume(co))
