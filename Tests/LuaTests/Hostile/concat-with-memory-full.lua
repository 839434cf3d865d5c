-- expect: MEM
local s = ("x"):rep(100000)
local t = {}
while true do t = { t, s .. #tostring(t) .. s } end
