-- expect: KILL
local contoso = market.customers:get "contoso.onmicrosoft.com"
local catalogue = contoso:catalog{ segment = "commercial" }
while true do
  for product in catalogue:products{ target = "AzureReservationsVM" } do
    coroutine.wrap(function() for sku in product:skus() do coroutine.yield(sku) break end end)()
  end
end
