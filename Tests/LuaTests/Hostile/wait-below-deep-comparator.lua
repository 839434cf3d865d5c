-- expect: STOP
-- What cannot be suspended is named: finding it must not take longer the deeper the stack is.
local function dive(n)
  if n == 0 then
    for i = 1, 500 do pcall(product.later, product) end
      return
  end
  return (dive(n - 1))
end
for depth = 20000, 1000, -5000 do
  pcall(table.sort, { 2, 1 }, function() dive(depth) end)
end
while true do end
