-- expect: OK
local contoso = market.customers:get "contoso.onmicrosoft.com"
local catalogue = contoso:catalog{ segment = "commercial" }
local offer = catalogue:find{ title = "SQL Server 2022 Standard" }
for _, quantity in ipairs { 0/0, 1/0, -1, 0, 0.5, 2^53 + 1, -0.0, math.mininteger, math.maxinteger, "4", {}, true } do
  local ok, e = pcall(function()
    return purchase "none" { customer = contoso, segment = "commercial", budget = USD "60000",
      { offer = offer, quantity = quantity } }
  end)
  assert(not ok, tostring(quantity))
end
