-- expect: ANY
local e = math.mininteger
for _, amount in ipairs { math.mininteger, math.maxinteger, "9223372036854775807", "-9223372036854775808",
  ("9"):rep(40), "-" .. ("9"):rep(40), "0." .. ("0"):rep(400) .. "1", ("1"):rep(100000) } do
  local ok, money = pcall(USD, amount)
  if ok then
    pcall(function() return -money end)
    pcall(function() return money * math.mininteger end)
    pcall(function() return money + money end)
    pcall(function() return money - money * -1 end)
    pcall(money.split, money, math.mininteger)
    pcall(money.split, money, math.maxinteger)
    pcall(money.allocate, money, { math.maxinteger, math.maxinteger })
    pcall(money.allocate, money, { math.mininteger, -1 })
    pcall(money.scale, money, ("9"):rep(500) .. "%")
    pcall(money.scale, money, "1e999")
  end
end
local sum = USD "1"
while true do sum = sum + sum end
