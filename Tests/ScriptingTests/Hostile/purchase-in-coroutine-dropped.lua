-- expect: ANY
local contoso = market.customers:get "contoso.onmicrosoft.com"
local catalogue = contoso:catalog{ segment = "commercial" }
for i = 1, 10 do
  local co = coroutine.create(function()
    return purchase "x" { customer = contoso, segment = "commercial", budget = USD "60000", on_event = function() coroutine.yield() end,
  { offer = catalogue:find{ title = "SQL Server 2022 Standard" }, quantity = 1 } }
  end)
  coroutine.resume(co)
  coroutine.close(co)
end
