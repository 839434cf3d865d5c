-- expect: ANY
local _, e = pcall(market.customers.get, market.customers, "nobody.onmicrosoft.com")
pcall(function() e.code = nil end)
for i = 1, 2000 do
  local ok, other = pcall(error, e)
  ok, other = coroutine.resume(coroutine.create(function() error(other) end))
  assert(other == e and tostring(e))
end
error({ inner = e, code = e })
