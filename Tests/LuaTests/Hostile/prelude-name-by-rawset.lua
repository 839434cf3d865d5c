-- expect: ERR
rawset(_G, "pcall", function() end)
