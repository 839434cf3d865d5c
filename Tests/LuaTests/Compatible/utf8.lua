-- the utf8 library
local function try(...) local ok, e = pcall(...) return tostring(ok) .. ": " .. tostring(type(e) == "table" and "table" or e) end
print(utf8.char(72, 228, 8364, 128512), utf8.char(), #utf8.char(0x7FFFFFFF), utf8.charpattern == "[\0-\x7F\xC2-\xFD][\x80-\xBF]*")
print(utf8.len("häß€"), utf8.len(""), utf8.len("\xff"), utf8.len("a\x80"), utf8.len("äöü", 3), utf8.len("äöü", -2), utf8.len("\u{7FFFFFFF}"), utf8.len("\u{7FFFFFFF}", 1, -1, true))
print(utf8.codepoint("äö", 1, -1)) print(utf8.codepoint("a")) print(try(utf8.codepoint, "\xff")) print(try(utf8.codepoint, "abc", 10))
print(utf8.offset("aäb", 3), utf8.offset("aäb", -1), utf8.offset("aäb", 0, 3), utf8.offset("abc", 5), pcall(utf8.offset, "aäb", 1, 3))
for p, c in utf8.codes("aä€") do print(p, c) end print(pcall(function() for _ in utf8.codes("a\xff") do end end))
for c in ("aä€"):gmatch(utf8.charpattern) do print(#c) end print(try(utf8.char, -1), try(utf8.len, "abc", 5), try(utf8.len, "abc", 6))
