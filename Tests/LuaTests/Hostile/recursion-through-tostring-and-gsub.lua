-- expect: ERR
local function f(c) return (tostring(c):gsub(".", f)) end return f("x")
