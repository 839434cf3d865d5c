-- expect: ERR
error()
