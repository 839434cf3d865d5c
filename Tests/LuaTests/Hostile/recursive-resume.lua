-- expect: OK
local function f(n) local ok, e = coroutine.resume(coroutine.create(f), n + 1) if not ok then return e end return e end
return f(0)
