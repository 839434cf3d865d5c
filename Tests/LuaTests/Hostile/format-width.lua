-- expect: ERR
("%99999d"):format(1)
