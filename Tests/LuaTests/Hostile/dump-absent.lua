-- expect: ERR
string.dump(print)
