-- expect: ERR
print = nil
