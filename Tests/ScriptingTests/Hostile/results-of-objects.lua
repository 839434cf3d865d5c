-- expect: ANY
local contoso = market.customers:get "contoso.onmicrosoft.com"
local catalogue = contoso:catalog{ segment = "commercial" }
return { contoso, catalogue, market, USD "1", print, { catalogue:product "DZH318Z0D1L4" } }
