-- expect: OK
local contoso = market.customers:get "contoso.onmicrosoft.com"
local catalogue = contoso:catalog{ segment = "commercial" }
for _, object in ipairs { market, contoso, catalogue, USD "1", args } do
  assert(not pcall(function() object.x = 1 end) and not pcall(rawset, object, "x", 1))
  assert(not pcall(setmetatable, object, {}) and getmetatable(object) == false)
  assert(not pcall(function() return object .. "x" end))
end
