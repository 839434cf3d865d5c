-- expect: OK
local f, e = load(function() error("no") end)
assert(not f and e:find("no"))
