-- expect: ERR
table.sort(setmetatable({}, { __len = function() return 10 end, __index = function(_, i) return -i end, __newindex = error }))
