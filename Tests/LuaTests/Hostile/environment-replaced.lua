-- expect: ERR
local _ENV = setmetatable({}, { __index = _G }) x = 1 assert(x == 1) _ENV = nil return y
