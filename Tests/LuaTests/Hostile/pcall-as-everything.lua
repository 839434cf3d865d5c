-- expect: KILL
local t = setmetatable({}, { __index = pcall, __call = pcall, __eq = pcall, __lt = pcall, __len = pcall, __unm = pcall })
while true do local a, b, c = t.x, #t, -t pcall(t) pcall(pcall, pcall, t) end
