-- expect: ERR
coroutine.wrap(function() ("x"):gsub("x", coroutine.yield) end)()
