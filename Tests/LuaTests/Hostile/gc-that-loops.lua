-- expect: OK
for i = 1, 1000 do setmetatable({}, { __gc = function() while true do end end }) end
local t = {} for i = 1, 10000 do t = { t } t = {} end
