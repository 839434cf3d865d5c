-- expect: OK
local function h(e) local x = nil + 1 return x end
local ok, e = xpcall(error, h) assert(not ok)
