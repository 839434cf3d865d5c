-- expect: MEM
local s = ("x"):rep(1000) s:gsub(".", function() while true do s = s .. s end end)
