-- expect: ERR
error(coroutine.create(print))
