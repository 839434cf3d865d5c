-- expect: ERR
local a = {} setmetatable(a, { __newindex = a })
a.x = 1
