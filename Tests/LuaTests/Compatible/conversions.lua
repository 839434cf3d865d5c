-- text to numbers and back, and what takes one for the other
local function shown(v) if v ~= v then return "nan" end return tostring(math.type(v)) .. ":" .. tostring(v) end
for _, s in ipairs {
    "0", "00", "1.", ".5", ".", "1.5.2", "1e", "1e+", "1e+1", "1E-1", "0x", "0x.", "0x.8", "0x8.", "0x8p1", "0xp1", "0x1P-2", "1_000", "+1",
    "+ 1", "--1", "-0", "-0x10", "0x7fffffffffffffff", "0x8000000000000000", "0xffffffffffffffffff", "1\0", "\t1\n", "1 1", "inf", "nan",
    "infinity", "1e400", "-1e400", "1e-400", "9007199254740993", "9007199254740993.0", "123456789012345678901234567890", "0b1", "1l", "0x1g",
    "1e1000000", "0.1e1", "5e-324", "2.2250738585072014e-308", "1.7976931348623157e308", "\v\f1", "1\xa0", "é",
} do print(("%q"):format(s), shown(tonumber(s)), pcall(function() return s + 0 end)) end
for base = 2, 36, 7 do
    for _, s in ipairs { "0", "1", "10", "-1", "zz", "7f", "FF", " 11 ", "1.0", "", "-", "1e1", "9223372036854775808", "11111111111111111111111111111111111111111111111111111111111111111" } do
        print(base, ("%q"):format(s), shown(tonumber(s, base)))
    end
end
for _, f in ipairs { 0.1, 1 / 3, 1e15, 1e16, 123456789012, 1e100, 2^53, 2^63, -2^63, 1e14 + 0.5, 3.14159265358979, 100.0, 1e-5, 1e-4, 123e-7, -1e300 * 1e10, 2^-1074 } do
    print(tostring(f), f .. "", ("%.17g"):format(f), ("%.14g"):format(f), ("%a"):format(f), ("%q"):format(f), math.tointeger(f), f // 1, f % 1)
end
for _, i in ipairs { 0, 1, -1, math.maxinteger, math.mininteger, 1 << 32 } do
    print(tostring(i), i .. "", ("%d %5d %-5d| %05d %+d %i %u %c"):format(i, i, i, i, i, i, i & 0x7fffffff, i & 0x7f | 0x20), ("%x %X %o %#x"):format(i, i, i, i), i + 0.0)
end
print(math.tointeger("8"), math.tointeger("x"), math.tointeger(2^53), math.tointeger(2^63), math.tointeger({}), math.type(2^31 | 0), pcall(function() return 2^63 | 0 end))
print(10 == "10", "10" == 10, "abc" < "abd", "Z" < "a", "" < "a", "a" < "aa", "10" < "9", not pcall(function() return 1 < "2" end), not pcall(function() return {} < {} end))
local t = {} t[1] = "int" t[1.0] = "float" t["1"] = "text" t[2^53] = "big" print(t[1], t["1"], #t, t[1 << 53], next({ [3.0] = 0 }), math.type(next({ [3.0] = 0 })))
print(string.rep("ab", 3.0), ("x"):rep("2"), #("x"):rep(1e1), pcall(string.rep, "x", 1.5), pcall(string.rep, "x", "y"), select("2", "a", "b"), ("abc"):sub("2", 3.0))
for _, v in ipairs { "1", 1, 1.0, 1.5, "1.5", "x", true } do
    print(tostring(v), pcall(math.floor, v), pcall(string.char, v), pcall(function() for i = v, 2 do return i end end), pcall(string.format, "%d", v), pcall(string.format, "%s", v))
end
