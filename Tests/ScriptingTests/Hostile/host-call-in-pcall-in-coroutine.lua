-- expect: OK
local contoso = market.customers:get "contoso.onmicrosoft.com"
local name = coroutine.wrap(function()
  local ok, customer = pcall(function() return market.customers:get "contoso.onmicrosoft.com" end)
  coroutine.yield(ok)
  local again = coroutine.wrap(function() return select(2, pcall(contoso.catalog, contoso, { segment = "commercial" })) end)()
  return customer.domain, again:find{ title = "SQL Server 2022 Standard" }.title
end)
assert(name() == true)
local domain, title = name()
assert(domain == contoso.domain and title)
