-- expect: ANY
local contoso = market.customers:get "contoso.onmicrosoft.com"
local catalogue = contoso:catalog{ segment = "commercial" }
local kept = {}
for i = 1, 30 do
  local iterator = coroutine.wrap(function()
    for product in catalogue:products{ target = "AzureReservationsVM" } do coroutine.yield(product) end
  end)
  kept[i] = { iterator(), iterator }
end
for i = 30, 1, -1 do kept[i][2]() end
