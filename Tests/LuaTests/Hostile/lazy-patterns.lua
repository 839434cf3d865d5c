-- expect: KILL
("a"):rep(3000):find(".-.-.-.-.-.-b")
