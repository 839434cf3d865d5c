-- expect: KILL
local text = ("x = 1 "):rep(20000) .. "="
while true do load(text) end
