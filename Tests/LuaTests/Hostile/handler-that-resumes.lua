-- expect: KILL
local co = coroutine.wrap(function() while true do coroutine.yield() end end)
while true do xpcall(error, function() co() while true do end end) end
