-- expect: ERR
table.concat(setmetatable({}, { __len = function() return 1 << 60 end }))
