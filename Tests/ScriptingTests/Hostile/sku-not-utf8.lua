-- expect: OK
-- Bytes that are not UTF-8 in an id: kept, or an error with a code.
local contoso = market.customers:get "contoso.onmicrosoft.com"
local catalogue = contoso:catalog{ segment = "commercial" }
for _, id in ipairs { "\xff\xfe", "a\0b", "\xc0\x80", "\xed\xa0\x80", ("x"):rep(100000), "", "../..", "'; drop table" } do
  for _, attempt in ipairs {
    function() return catalogue:product(id) end,
    function() return catalogue:product "DZH318Z0D1L4":sku(id) end,
    function() return market.customers:get(id) end,
    function() return contoso:order(id) end,
    function() return market.invoices:get(id) end,
  } do
    local ok, e = pcall(attempt)
    assert(not ok and (type(e) == "userdata" and e.code or type(e) == "string"), tostring(e))
  end
end
