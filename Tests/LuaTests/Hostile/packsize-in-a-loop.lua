-- expect: KILL
local f = ("i4"):rep(500000)
while true do string.packsize(f) end
