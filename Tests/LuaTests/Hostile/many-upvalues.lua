-- expect: ERR
local s = "" for i = 1, 150 do s = s .. "local a" .. i .. " " end
local u = s .. "local function f() " for i = 1, 150 do u = u .. "local b" .. i .. " " end
u = u .. "return function() return 0 " for i = 1, 150 do u = u .. "+ a" .. i .. "+ b" .. i end
assert(load(u .. " end end"))
