-- expect: OK
local contoso = market.customers:get "contoso.onmicrosoft.com"
local catalogue = contoso:catalog{ segment = "commercial" }
for _, library in ipairs { string, table, math, coroutine, utf8, os, clock, json, log } do
  for name in next, library do rawset(library, name, function() return "changed" end) end
end
assert(contoso.domain == "contoso.onmicrosoft.com" and catalogue:find{ title = "SQL Server 2022 Standard" })
local result = purchase "whole" { customer = contoso, segment = "commercial", budget = USD "60000", 
  { offer = catalogue:find{ title = "SQL Server 2022 Standard" }, quantity = 1 } }
assert(result.status == "ordered")
