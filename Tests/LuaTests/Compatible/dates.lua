-- times with a time given, in UTC
local function try(...) local ok, e = pcall(...) return tostring(ok) .. ": " .. tostring(type(e) == "table" and "table" or e) end
print(os.time({ year = 2026, month = 11, day = 23, hour = 12 }), os.time({ year = 1970, month = 1, day = 1, hour = 0 }), os.time({ year = 2024, month = 14, day = -3 }))
print(os.date("!%Y-%m-%dT%H:%M:%SZ", 1700000000), os.date("!%A %B %j %p %y %%", 0), os.date("!%d/%m", 86400 * 365))
local t = os.date("!*t", 1700000000) print(t.year, t.month, t.day, t.hour, t.min, t.sec, t.wday, t.yday, t.isdst)
print(try(os.date, "%Q", 0)) print(try(os.date, "%E", 0)) print(try(os.time, {})) print(try(os.time, { year = 2020, month = "x", day = 1 })) print(try(os.time, { year = 2020, month = 1.5, day = 1 }))
print(os.difftime(10, 5), os.date("!%Ex %Oy", 0), os.date("!%c", 0), os.date("!%x %X", 0), os.date("!", 0) == "", pcall(os.time, { year = 1e12, month = 1, day = 1 }))
local n = { year = 2026, month = 13, day = 32, hour = 25, min = 61, sec = 61 } os.time(n) print(n.year, n.month, n.day, n.hour, n.min, n.sec, n.wday, n.yday)
