-- expect: ERR
local function f() end
for _ in f, nil, nil, setmetatable({}, { __close = function() while true do end end }) do end
