-- expect: OK
local largest = { year = 2147483647 + 1900, month = 12, day = 31, hour = 23, min = 59, sec = 59 }
local ok, time = pcall(os.time, largest)
assert(ok and os.date("*t", time).year == 2147483647 + 1900 and largest.yday == 365)
assert(not pcall(os.time, { year = 2147483647 + 1901, month = 1, day = 1 }))
assert(pcall(os.time, { year = -2147483648 + 1900, month = 1, day = 1 }))
assert(not pcall(os.time, { year = -2147483648 - 1, month = 1, day = 1 }))
assert(not pcall(os.date, "%c", math.maxinteger) and not pcall(os.date, "%c", math.mininteger))
assert(not pcall(os.time, { year = 1969, month = 12, day = 31, hour = 23, min = 59, sec = 59 }))
for _, field in ipairs { "month", "day", "hour", "min", "sec" } do
  for _, value in ipairs { 2147483647, -2147483648, math.maxinteger, math.mininteger, 2^53, 0/0 } do
    pcall(os.time, { year = 2000, month = 1, day = 1, [field] = value })
  end
end
