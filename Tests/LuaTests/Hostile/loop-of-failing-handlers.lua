-- expect: KILL
while true do xpcall(error, function() error() end) end
