-- expect: OK
assert(not pcall(json.decode, ("["):rep(100000)))
assert(not pcall(json.decode, ("[{\"a\":"):rep(50000)))
assert(not pcall(json.decode, "{" .. ("\"a\":1,"):rep(100000)))
for _, text in ipairs { "", "nul", "1e999", "-", "\"\\ud800\"", "\"\xff\"", "[1,]", "{\"a\" 1}", "\0", "1 2", ("9"):rep(1000) } do
  pcall(json.decode, text)
end
local cyclic = {}
cyclic.x = cyclic
assert(not pcall(json.encode, cyclic))
for _, value in ipairs { print, market, 0/0, 1/0, coroutine.create(print), { [{}] = 1 }, "\xff" } do pcall(json.encode, value) end
