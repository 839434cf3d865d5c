-- expect: ANY
local contoso = market.customers:get "contoso.onmicrosoft.com"
local catalogue = contoso:catalog{ segment = "commercial" }
for i = 1, 200 do
  pcall(contoso.catalog, contoso, { [("segment"):sub(1, i % 8) .. i] = i })
  pcall(function() return contoso["x" .. i], catalogue[i], market[{}], args["a" .. i] end)
  pcall(contoso.catalog, contoso, { segment = ("commercial"):rep(i) })
end
