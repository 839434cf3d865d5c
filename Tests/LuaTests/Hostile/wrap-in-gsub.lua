-- expect: OK
local f = coroutine.wrap(function() while true do coroutine.yield("y") end end)
assert(("xxx"):gsub("x", f) == "yyy")
