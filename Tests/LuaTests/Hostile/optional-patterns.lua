-- expect: KILL
("a"):rep(30):find(("a?"):rep(30) .. ("a"):rep(31) .. "b")
for _ = 1, 1e9 do ("a"):rep(1000):find(("a?"):rep(20) .. ".-.-.-b") end
