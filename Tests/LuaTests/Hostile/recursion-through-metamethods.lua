-- expect: ERR
local t t = setmetatable({}, { __index = function(_, k) return t[k .. "x"] end, __newindex = function(_, k, v) t[k] = v end, __call = function(self) return self() + 1 end })
pcall(function() t.x = 1 end) pcall(function() return t.y end) return t()
