-- expect: STOP
-- Whatever takes a number takes a text that is one.
local text = ("0"):rep(600000)
for i = 1, 5 do
  local _ = text + 1, -text, text // 1, tonumber(text), math.floor(text), ("x"):rep(text), select(1, text + 0)
  for _, f in ipairs { math.abs, math.fmod, math.max, utf8.char, string.char, table.concat, math.ult } do pcall(f, text, text) end
end
while true do end
