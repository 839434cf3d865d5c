-- expect: KILL
local t = setmetatable({}, { __len = function() return 2^31 - 2 end, __index = function() return 1 end, __newindex = function() end })
table.sort(t)
