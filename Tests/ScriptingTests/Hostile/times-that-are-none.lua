-- expect: ANY
for _, t in ipairs { "", "P", "PT", "-P1Y", "P999999999999Y", "9999-99-99T99:99:99Z", "\xff", ("1"):rep(100000), 0/0, math.mininteger } do
  pcall(clock.add, t, "P1D")
  pcall(clock.add, clock.now(), t)
  pcall(clock.month, t)
  pcall(clock.sleep, t)
  pcall(clock.wait, { when = t, every = t, timeout = t })
end
for _, t in ipairs { "P9999999Y", "-P9999999Y", "PT9223372036854775807S" } do
  local time = clock.now()
  for i = 1, 20 do local ok, later = pcall(clock.add, time, t) if ok then time = later end end
end
