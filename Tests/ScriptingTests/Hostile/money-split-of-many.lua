-- expect: ANY
for _, parts in ipairs { 0, -1, 1000000000, math.maxinteger } do pcall(function() return USD "1":split(parts) end) end
return #USD "1":split(1000)
