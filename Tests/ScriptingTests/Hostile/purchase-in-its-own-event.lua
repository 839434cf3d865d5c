-- expect: ANY
local contoso = market.customers:get "contoso.onmicrosoft.com"
local catalogue = contoso:catalog{ segment = "commercial" }
local depth = 0
local function buy()
  depth = depth + 1
  return purchase("n" .. depth) { customer = contoso, segment = "commercial", budget = USD "60000", on_event = function() if depth < 20 then pcall(buy) end end,
  { offer = catalogue:find{ title = "SQL Server 2022 Standard" }, quantity = 1 } }
end
buy()
