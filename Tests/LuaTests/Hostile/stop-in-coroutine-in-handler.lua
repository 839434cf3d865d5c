-- expect: KILL
xpcall(error, function() local co = coroutine.wrap(function() while true do end end) pcall(co) pcall(co) while true do end end)
