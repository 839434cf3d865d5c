-- expect: OK
local m = {} local t = setmetatable({}, m) m.__gc = function() while true do end end
setmetatable({}, getmetatable(t)) for i = 1, 20000 do local _ = { i } end
