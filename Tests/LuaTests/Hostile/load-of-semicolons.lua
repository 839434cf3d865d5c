-- expect: KILL
-- Compiling is one call of C's: it has to end with the budget.
local text = (";"):rep(1000000)
while true do load(text) end
