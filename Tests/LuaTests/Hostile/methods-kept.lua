-- expect: ERR
local times, later = product.times, product.later
for i = 1, 1000 do
  assert(times(product, i) == i and later(product) == "held")
  pcall(times, i)
  pcall(later)
  pcall(times, setmetatable({}, { __index = product }), i)
end
times(nil, 1)
