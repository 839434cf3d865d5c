-- expect: KILL
local s = ("é"):rep(500000)
while true do utf8.len(s) utf8.offset(s, -400000) end
