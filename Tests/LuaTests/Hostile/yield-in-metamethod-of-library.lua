-- expect: ERR
coroutine.wrap(function() tostring(setmetatable({}, { __tostring = function() coroutine.yield() end })) end)()
