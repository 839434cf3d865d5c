-- expect: KILL
load(function() return "x=1 " end)
while true do load(function() return "x=1 " end) end
