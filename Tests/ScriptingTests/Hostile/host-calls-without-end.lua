-- expect: KILL
local contoso = market.customers:get "contoso.onmicrosoft.com"
while true do pcall(contoso.catalog, contoso, { segment = "commercial" }) end
