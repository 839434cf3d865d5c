-- expect: ERR
local co = coroutine.wrap(function() local t = {} while true do t = { t } end end)
local ok, e = pcall(co) assert(not ok) e = nil co = nil error("after")
