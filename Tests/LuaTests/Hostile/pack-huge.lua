-- expect: ERR
string.pack("i17", 1)
