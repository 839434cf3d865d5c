-- expect: ERR
for _, s in ipairs { "\xf4\x90\x80\x80", "\xed\xa0\x80", "\xff", "\xc0\x80" } do assert(not utf8.len(s)) end utf8.char(-1)
