-- string.format: every conversion with every flag
io_line = ""
local numbers = { 0, 42, -123456, math.maxinteger, math.mininteger, 0.5, -2.75, 1e-10, 123456.789, -math.huge, 2^53 }
local function bare(e) return (tostring(e):gsub("^[^:]*:%d+: ", "")) end
for _, conversion in ipairs { "d", "i", "u", "c", "x", "X", "o", "e", "E", "f", "F", "g", "G", "a", "A", "s", "q" } do
    for _, flags in ipairs { "", "-9", "05", "+", " ", "#", ".0", "+10.2", "020", "#.3" } do
        local spec, line = "%" .. flags .. conversion, {}
        for i, n in ipairs(numbers) do
            local ok, text = pcall(string.format, spec, n)
            line[i] = ok and text or "! " .. bare(text)
        end
        print(spec, table.concat(line, "|"))
    end
end
for _, spec in ipairs { "%s", "%10s", "%-10s|", "%.2s", "%10.2s", "%q", "%5s%%", "%%", "%", "% ", "%z", "%5", "%.", "%100d", "%.100d", "%--5d", "%++d", "%0.5f", "%s%s", "%1$d", "%ld", "%lld", "%n", "%5c|", "%-5c|", "%i%%%x" } do
    for _, v in ipairs { "text", "", "a\0b", "line\nbreak\r\t\\\"", "ünï", 7, 7.5, true } do
        local ok, text = pcall(string.format, spec, v)
        print(spec, (tostring(v):gsub("%c", "?")), ok and text or "! " .. bare(text))
    end
    print(spec, (bare(select(2, pcall(string.format, spec)))))
end
print(("%s %s %s"):format(nil, true, false), ("%s"):format(setmetatable({}, { __tostring = function() return "own" end })), pcall(string.format, "%s", setmetatable({}, { __tostring = function() return 1 end })))
print(("%-8s|%8s|%.3s|%-8.3s|"):format(setmetatable({}, { __tostring = function() return "object" end }), "right", "cut off", "both"), ("%d"):format("10"), pcall(string.format, "%d", "10.5"), ("%5.1f"):format("2.25"))
for i = 0, 255 do io_line = (io_line or "") .. ("%q"):format(string.char(i)) end print(io_line)
print(("%q"):format("1\0002\0a\x7f"), ("%q"):format(0 / 0 ~= 0 / 0), ("%q"):format(1e100), ("%q"):format(math.huge), ("%q"):format(-math.huge), ("%q"):format(-0.0), ("%q"):format(nil), pcall(string.format, "%q", {}))
for i = -20, 20 do print(("%.3g %.10g %g %e"):format(10.0^i, 10.0^i / 3, 10.0^i * 1.5, 10.0^i)) end
for i = 1, 17 do print(("%." .. i .. "f %." .. i .. "e %." .. i .. "g"):format(1 / 3, 2 / 3, 1e5 / 3)) end
