-- expect: ERR
local function grow(n) if n > 0 then local a, b, c, d, e, f, g = 1, 2, 3, 4, 5, 6, 7 return grow(n - 1) + a end return 0 end
local o = setmetatable({}, { __concat = function(a, b) grow(150) return 'x' end })
for i = 1, 100 do local s = 'a' .. 'b' .. o end
