-- expect: KILL
local m = { __lt = function() return true end }
local s, t = ("x"):rep(60000), {}
for i = 1, 16 do t[i] = s .. i end
t[1] = setmetatable({}, m)
while true do pcall(table.sort, t) end
