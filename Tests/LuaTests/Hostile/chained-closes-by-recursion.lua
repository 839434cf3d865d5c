-- expect: ERR
local function f(n) local x <close> = setmetatable({}, { __close = print }) if n > 0 then f(n - 1) end end
f(20000)
