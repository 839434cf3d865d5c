-- expect: KILL
local function f(n) local co = coroutine.wrap(function() if n == 0 then while true do end end f(n - 1) end) pcall(co) f(n) end f(50)
