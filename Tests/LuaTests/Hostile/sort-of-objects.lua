-- expect: ERR
table.sort({ product, product, product })
