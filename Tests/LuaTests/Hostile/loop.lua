-- expect: KILL
while true do end
