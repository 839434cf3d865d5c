-- expect: KILL
local s = ("x"):rep(200000) for _ = 1, 1e9 do print(s, s, s, s) end
