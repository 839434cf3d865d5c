-- expect: ERR
purchase "x"
