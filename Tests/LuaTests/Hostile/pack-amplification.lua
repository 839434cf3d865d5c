-- expect: ERR
local s = string.pack("s4", ("x"):rep(1000000))
return string.unpack("!16 " .. ("s4"):rep(1000), s)
