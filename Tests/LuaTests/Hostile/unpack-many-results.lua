-- expect: ERR
return string.unpack(("B"):rep(1000001), ("x"):rep(1000001))
