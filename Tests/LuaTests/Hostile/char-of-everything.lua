-- expect: ERR
string.char(table.unpack({}, 1, 1000000))
