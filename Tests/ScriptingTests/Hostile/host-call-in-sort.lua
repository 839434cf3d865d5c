-- expect: ERR
table.sort({ 2, 1 }, function() return market.customers:get "contoso.onmicrosoft.com" end)
