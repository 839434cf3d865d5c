-- expect: ERR
error(product)
