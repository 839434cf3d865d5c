-- expect: ERR
coroutine.wrap(function() local x <close> = setmetatable({}, { __close = coroutine.yield }) end)()
