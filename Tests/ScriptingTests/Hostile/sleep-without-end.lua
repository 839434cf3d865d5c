-- expect: KILL
while true do clock.sleep "1s" end
