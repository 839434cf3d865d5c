-- expect: OK
local ok, e = coroutine.wrap(function() return load(coroutine.yield) end)()
assert(not ok and e:find "yield")
