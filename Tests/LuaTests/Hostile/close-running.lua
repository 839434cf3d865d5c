-- expect: ERR
coroutine.close(coroutine.running())
