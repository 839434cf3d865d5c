-- expect: STOP
-- Lua compares texts piece by piece between their zero bytes: one instruction that takes long for a long text.
local a = ("\0"):rep(600000)
local b = a .. "x"
for i = 1, 20 do local _ = a < b end
while true do end
