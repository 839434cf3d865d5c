-- expect: ERR
setmetatable(_G, {})
