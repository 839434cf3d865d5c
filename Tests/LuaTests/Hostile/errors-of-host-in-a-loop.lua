-- expect: KILL
local kept = {}
while true do
  local ok, e = pcall(product.times, product, "x")
  kept[#kept % 100 + 1] = e
  pcall(error, e)
  coroutine.wrap(function() pcall(error, e, 2) end)()
end
