-- expect: OK
local s = "\xff\xfe\0\x80"
assert(#s == 4 and not utf8.len(s) and s:byte(1) == 255)
