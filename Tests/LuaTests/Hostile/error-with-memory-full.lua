-- expect: ERR
local t = {}
xpcall(function() while true do t = { t, "" .. #t } end end, function(e) return { e, {}, ("x"):rep(100000) } end)
t = nil
error("done")
