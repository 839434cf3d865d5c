-- expect: ERR
return setmetatable({}, { __index = product.times }).x
