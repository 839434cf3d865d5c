-- expect: KILL
while true do coroutine.wrap(function() end)() end
