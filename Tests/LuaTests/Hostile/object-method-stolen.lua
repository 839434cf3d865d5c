-- expect: ERR
product.times({}, 1)
