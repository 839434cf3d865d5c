-- expect: OK
return setmetatable({ 1, 2 }, { __index = function() while true do end end, __len = function() return 2^60 end, __pairs = error })
