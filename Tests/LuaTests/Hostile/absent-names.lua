-- expect: OK
for _, name in ipairs { "io", "debug", "package", "dofile", "loadfile", "warn", "raise" } do assert(not pcall(function() return _G[name] end)) end
for _, name in ipairs { "execute", "exit", "getenv", "remove", "rename", "setlocale", "tmpname" } do assert(os[name] == nil) end
assert(not string.dump and not pcall(collectgarbage) and not pcall(collectgarbage, "stop") and collectgarbage "count" > 0)
