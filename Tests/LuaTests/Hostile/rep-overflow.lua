-- expect: ERR
("x"):rep(1 << 62, "y")
