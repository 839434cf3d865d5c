-- expect: ERR
local t = {} for i = 1, 16000 do t[i] = 1 end local u = {} for i = 1, 1000 do u[i] = t end return u
