-- expect: OK
local t = setmetatable({}, { __len = function() return -1 end })
table.sort(t) assert(table.concat(t) == "" and table.unpack(t) == nil)
