-- expect: KILL
local t = setmetatable({}, { __index = function() while true do end end })
string.gsub("x", ".", t)
