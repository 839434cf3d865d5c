-- expect: ERR
("%p"):format({})
