-- expect: ERR
error(("x"):rep(1000000))
