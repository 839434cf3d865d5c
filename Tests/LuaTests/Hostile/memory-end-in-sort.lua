-- expect: MEM
local s = ("x"):rep(1000) table.sort({ 3, 2, 1 }, function(a, b) while true do s = s .. s end end)
