-- expect: ANY
local contoso = market.customers:get "contoso.onmicrosoft.com"
local catalogue = contoso:catalog{ segment = "commercial" }
local co = coroutine.wrap(function()
  return purchase "x" { customer = contoso, segment = "commercial", budget = USD "60000", on_event = function(e) coroutine.yield(e) end,
  { offer = catalogue:find{ title = "SQL Server 2022 Standard" }, quantity = 1 } }
end)
for i = 1, 100 do if not pcall(co) then break end end
