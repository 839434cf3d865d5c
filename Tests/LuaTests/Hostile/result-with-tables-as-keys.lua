-- expect: ERR
return { [{}] = 1 }
