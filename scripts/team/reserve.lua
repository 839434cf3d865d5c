-- Reserve virtual machines by the team's rules: approved sizes only, the cheaper term, within the budget, named alike.
--
--   compra plan scripts/team/reserve.lua
--   compra run  scripts/team/reserve.lua --arg quantity=1

local approved = require "acme.approved"
local budget   = require "acme.budget"
local naming   = require "acme.naming"

local customer = market.customers:get(args:get("customer", { default = "contoso.onmicrosoft.com" }))
local size     = args:get("size",     { default = "D48 v4" })
local quantity = args:get("quantity", { default = 2 })

local azure = customer:subscriptions{ kind = "azure", status = "active" }:one()
local offer = approved.reservation(customer, size, quantity)

local result = purchase(naming.title(customer, size, quantity)) {
  customer = customer,
  segment  = "commercial",
  budget   = budget.limit("reservations", customer.currency),
  {
    offer = offer.availability, term = offer.term, quantity = quantity, subscription = azure, scope = "shared",
    friendly_name = naming.resource(customer, size),
  },
}
print(("%s, %s: %s"):format(result.name, offer.term, result.total))
return { status = result.status, total = result.total, name = naming.resource(customer, size) }
