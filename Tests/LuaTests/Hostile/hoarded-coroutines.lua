-- expect: MEM
local t = {}
for i = 1, 10000000 do t[i % 16000 + 1] = { t[i % 16000 + 1], coroutine.create(print) } end
