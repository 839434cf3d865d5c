-- expect: OK
string.rep = nil string.format = function() while true do end end
assert(('x'):rep(3) == 'xxx' and ('%d'):format(1) == '1')
