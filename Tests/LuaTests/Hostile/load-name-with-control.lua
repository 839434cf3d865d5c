-- expect: ERR
load("error('x')", "@\0\27[2J\n\xff")()
