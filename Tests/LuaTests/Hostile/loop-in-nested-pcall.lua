-- expect: KILL
local function f(n) if n == 0 then while true do end end pcall(f, n - 1) end
while true do f(20) end
