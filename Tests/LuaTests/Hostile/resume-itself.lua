-- expect: OK
local co co = coroutine.create(function() return coroutine.resume(co) end)
local _, ok, e = coroutine.resume(co)
assert(not ok and e:find 'non%-suspended')
