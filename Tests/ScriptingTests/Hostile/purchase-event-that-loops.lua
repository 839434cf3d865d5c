-- expect: KILL
local contoso = market.customers:get "contoso.onmicrosoft.com"
local catalogue = contoso:catalog{ segment = "commercial" }
purchase "x" { customer = contoso, segment = "commercial", budget = USD "60000", on_event = function() while true do pcall(error) end end,
  { offer = catalogue:find{ title = "SQL Server 2022 Standard" }, quantity = 1 } }
