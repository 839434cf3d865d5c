-- expect: OK
-- Money comes from text or whole numbers: anything else is refused, what is taken is exact.
for _, amount in ipairs { 0/0, 1/0, -1/0, -0.0, 2^53 + 1, 0.1, 1e300, "nan", "0x10", "1e3", "", " ", "\xff", "1\0" } do
  assert(not pcall(USD, amount), tostring(amount))
end
for _, amount in ipairs { true, {}, print, market, coroutine.create(print) } do assert(not pcall(USD, amount)) end
for amount, text in pairs { ["9007199254740993"] = "9007199254740993", ["-0"] = "0", ["-0.00"] = "0" } do
  local ok, money = pcall(USD, amount)
  assert(not ok or money.amount:match "^[^.]+" == text, amount)
end
local big = USD "9007199254740993"
assert(big.amount:find "^9007199254740993" and (big + USD "1").amount:find "^9007199254740994")
