-- expect: OK
local m = setmetatable({}, { __index = function() while true do end end, __pairs = function() while true do end end, __len = function() return 2^60 end })
local t = setmetatable({}, m) assert(rawlen(t) == 0)
