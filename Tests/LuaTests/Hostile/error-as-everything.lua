-- expect: KILL
local t = setmetatable({}, { __index = error, __call = error, __len = error, __unm = error, __add = error })
while true do pcall(function() return t.x end) pcall(t) pcall(function() return #t + t end) end
