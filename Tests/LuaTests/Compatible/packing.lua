-- string.pack and string.unpack
local function try(f, ...) local r = table.pack(pcall(f, ...)) for i = 1, r.n do r[i] = tostring(r[i]) end return table.concat(r, " ", 1, r.n) end
local function hex(s) return (s:gsub(".", function(c) return ("%02x"):format(c:byte()) end)) end
for _, e in ipairs { "<", ">" } do
    for _, o in ipairs { "b", "B", "h", "H", "i", "l", "j", "J", "T", "i3", "i7", "i9", "i16", "I3", "I16", "f", "d" } do
        local line = {}
        for _, v in ipairs { 0, 1, -1, 127, 128, -128, 255, 256, 32767, 65535, -32768, 1 << 31, (1 << 31) - 1, math.maxinteger, math.mininteger, 0.5, 1e10, 2^40, -2.0 } do
            local ok, packed = pcall(string.pack, e .. o, v)
            line[#line + 1] = ok and hex(packed) .. "=" .. try(string.unpack, e .. o, packed) or "! " .. tostring(packed):gsub("^.-: ", "")
        end
        print(e .. o, table.concat(line, " | "))
    end
end
for _, f in ipairs { "i4i4", "!i1i4", "!4i1i8", "!8bd", "!2 i1 i4", "!i1Xi4", "i1x", "xi4x", "!4 i1 !8 i8", "z", "zz", "s", "s1", "s2", "s4", "c5", "c0", "<i2>i2", " < i2 ", "i17", "i0", "q", "!3i4", "X", "Xz", "!17", "c", "s17", "i", "!", "" } do
    print(f, try(string.packsize, f), try(string.pack, f, 1, 2), try(string.pack, f, "ab", "c"))
end
for _, s in ipairs { "", "a", "hello", "with\0zero", ("x"):rep(300) } do
    for _, f in ipairs { "z", "s", "s1", "s2", "c5", "c10", "c300" } do
        local ok, packed = pcall(string.pack, "<" .. f, s)
        print(f, #s, ok and #packed, ok and try(string.unpack, "<" .. f, packed) or packed)
    end
end
local data = string.pack("<i4z>I2d", -5, "name", 513, 1.25)
print(string.unpack("<i4z>I2d", data)) print(hex(data), #data, try(string.unpack, "<i4z", data, 5), try(string.unpack, "i4", data, #data), try(string.unpack, "z", "open"), try(string.unpack, "i4", data, 100), try(string.unpack, "b", data, -1), try(string.unpack, "b", data, 0))
print(try(string.pack, "i1", 128), try(string.pack, "I1", -1), try(string.pack, "i4", "x"), try(string.pack, "z", "a\0b"), try(string.pack, "c2", "abc"), try(string.pack, "s1", ("x"):rep(256)), try(string.pack, "i4"), try(string.pack, "i8", 1.5))
print(try(string.unpack, "<i16", string.pack("<i16", math.mininteger)), try(string.unpack, "<I16", ("\xff"):rep(16)), try(string.unpack, "<i9", ("\xff"):rep(8) .. "\1"), try(string.unpack, "<j", string.pack("<j", -2)))
