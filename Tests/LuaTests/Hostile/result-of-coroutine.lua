-- expect: ERR
return coroutine.create(print)
