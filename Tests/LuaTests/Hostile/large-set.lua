-- expect: KILL
local s, p = ("a"):rep(10000), "[" .. ("bcdefgh"):rep(100000) .. "]"
while true do s:find(p) end
