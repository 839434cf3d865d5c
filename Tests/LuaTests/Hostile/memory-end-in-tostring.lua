-- expect: MEM
local s = ("x"):rep(1000) print(setmetatable({}, { __tostring = function() while true do s = s .. s end end }))
