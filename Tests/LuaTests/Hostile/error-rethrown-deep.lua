-- expect: ERR
local function f(n) if n == 0 then error({ message = "deep" }) end local ok, e = pcall(f, n - 1) error(e) end
f(150)
