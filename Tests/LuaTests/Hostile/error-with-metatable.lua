-- expect: ERR
error(setmetatable({ message = "own", code = 7 }, { __index = function() while true do end end, __tostring = error, __name = "x" }))
