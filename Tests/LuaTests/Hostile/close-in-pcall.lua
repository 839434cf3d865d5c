-- expect: OK
local ok, e = pcall(function() local x <close> = setmetatable({}, { __close = function() while true do end end }) end)
assert(not ok and e:find "non%-closable")
