-- expect: ERR
("a"):rep(1000):find(("(a"):rep(40))
