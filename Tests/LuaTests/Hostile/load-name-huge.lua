-- expect: ERR
load("error('x')", "=" .. ("n"):rep(1000000))()
