-- expect: ANY
local contoso = market.customers:get "contoso.onmicrosoft.com"
local catalogue = contoso:catalog{ segment = "commercial" }
local endless = setmetatable({}, { __index = function(t, k) return t end, __len = function() return 2^60 end,
  __pairs = function() return function(_, i) return (i or 0) + 1, {} end end })
local cyclic = {}
cyclic[1], cyclic.customer, cyclic.scope = cyclic, cyclic, cyclic
local deep = {}
for i = 1, 1000 do deep = { deep } end
for _, t in ipairs { endless, cyclic, deep, { [1] = endless }, { customer = contoso, cyclic }, { customer = contoso, deep },
  setmetatable({}, { __index = { customer = contoso } }), { [{}] = 1 }, { customer = setmetatable({}, { __index = contoso }) } } do
  pcall(function() purchase "x" (t) end)
  pcall(contoso.cart, contoso, t)
  pcall(contoso.catalog, contoso, t)
  pcall(catalogue.find, catalogue, t)
  pcall(json.encode, t)
  pcall(log.info, "x", t)
end
