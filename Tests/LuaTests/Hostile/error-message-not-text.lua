-- expect: ERR
error({ message = setmetatable({}, { __tostring = function() while true do end end }), code = print })
