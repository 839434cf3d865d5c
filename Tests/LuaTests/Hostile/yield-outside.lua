-- expect: ERR
coroutine.yield(1)
