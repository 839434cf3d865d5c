-- expect: ERR
error(print)
