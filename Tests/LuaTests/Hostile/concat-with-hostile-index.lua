-- expect: KILL
table.concat(setmetatable({}, { __len = function() return 10 end, __index = function() while true do end end }))
