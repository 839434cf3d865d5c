-- expect: KILL
local text = ("x"):rep(500000) .. "\0"
while true do string.unpack("z", text) end
