-- expect: ERR
error(setmetatable({}, { __pairs = function() while true do end end, __len = function() return 2^60 end }))
