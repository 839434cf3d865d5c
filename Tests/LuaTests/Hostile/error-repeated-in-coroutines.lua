-- expect: KILL
-- The same error from one coroutine after the other: its traceback must not grow.
local e = {}
while true do coroutine.resume(coroutine.create(function() error(e) end)) end
