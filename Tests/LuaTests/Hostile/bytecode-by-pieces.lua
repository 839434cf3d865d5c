-- expect: ERR
local n = 0
assert(load(function() n = n + 1 return ({ "\27", "Lua", "T" })[n] end, "x", "bt"))
