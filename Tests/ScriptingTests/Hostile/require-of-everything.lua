-- expect: OK
for _, name in ipairs { "", ".", "..", "/etc/passwd", "\xff", "a.b.c", "purchase", "session", "io", "os", ("x"):rep(100000), "a\0b", "test" } do
  assert(not pcall(require, name), name)
end
