-- expect: ERR
local outer = coroutine.running()
assert(coroutine.resume(coroutine.create(function() coroutine.close(outer) end)))
