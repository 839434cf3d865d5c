-- expect: ERR
getmetatable('').__index = nil
