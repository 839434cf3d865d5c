-- expect: KILL
while true do xpcall(xpcall, xpcall, error, xpcall, function() while true do end end) end
