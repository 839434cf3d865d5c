-- expect: ERR
string.packsize("c2147483647" .. ("c2147483647"):rep(100))
