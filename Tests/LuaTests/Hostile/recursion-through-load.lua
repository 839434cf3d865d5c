-- expect: OK
local function f() return pcall(load, f) end f()
