-- expect: OK
local contoso = market.customers:get "contoso.onmicrosoft.com"
local catalogue = contoso:catalog{ segment = "commercial" }
local objects = { market, market.customers, contoso, catalogue, market.invoices, USD "1", args, market.catalog,
  catalogue:product "DZH318Z0D1L4", contoso:subscriptions{}, {}, "x", print }
local names = { "get", "list", "catalog", "subscriptions", "products", "find", "sku", "skus", "checkout", "wait", "scale",
  "one", "all", "first", "lines", "statement" }
for _, from in ipairs(objects) do
  for _, name in ipairs(names) do
    local ok, method = pcall(function() return from[name] end)
    for _, to in ipairs(objects) do
      if ok and type(method) == "function" and from ~= to then
        pcall(method, to)
        pcall(method, to, to, to)
        pcall(method, nil, 0/0)
      end
    end
  end
end
