-- expect: ANY
local contoso = market.customers:get "contoso.onmicrosoft.com"
local catalogue = contoso:catalog{ segment = "commercial" }
local e = setmetatable({}, { __tostring = function() while true do end end })
purchase "x" { customer = contoso, segment = "commercial", budget = USD "60000", on_event = function() error(e) end,
  { offer = catalogue:find{ title = "SQL Server 2022 Standard" }, quantity = 1 } }
