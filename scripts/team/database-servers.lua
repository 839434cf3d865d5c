-- Buy database servers for several customers by the team's rules.
--
--   compra plan scripts/team/database-servers.lua
--   compra run  scripts/team/database-servers.lua --args servers.json
--
--   { "servers": [ { "customer": "contoso.onmicrosoft.com", "quantity": 2 } ] }

local approved = require "acme.approved"
local budget   = require "acme.budget"
local naming   = require "acme.naming"

local TITLE = "SQL Server 2022 Standard"

local orders = {}
for _, wanted in ipairs(args:get("servers", { default = { { customer = "contoso.onmicrosoft.com", quantity = 1 } } })) do
  local customer = market.customers:get(wanted.customer)
  local result = purchase(naming.title(customer, TITLE, wanted.quantity)) {
    customer = customer,
    segment  = "commercial",
    budget   = budget.limit("software", customer.currency),
    { offer = approved.software(customer, TITLE, wanted.quantity), quantity = wanted.quantity },
  }
  print(("%s: %s"):format(result.name, result.total))
  orders[#orders + 1] = { customer = customer.name, total = result.total }
end
return orders
