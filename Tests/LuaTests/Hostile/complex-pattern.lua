-- expect: ERR
("a"):rep(300000):match((".-"):rep(300000) .. "b")
