-- expect: KILL
local function f() return pcall(table.sort, { 1, 2, 3 }, f) end f()
