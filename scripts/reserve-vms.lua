-- Reserve virtual machines for a customer: compare the one-year and the three-year price, and buy the one that costs
-- less a year and fits the budget.
--
--   compra plan scripts/reserve-vms.lua                 see what it would buy
--   compra run  scripts/reserve-vms.lua                 buy it
--   compra run  scripts/reserve-vms.lua --arg quantity=4 --arg "budget=90000 USD"
--
-- New to Lua? `local` names a value, `--` begins a comment, and `customer:catalog{ … }` asks the customer for its
-- catalogue, with the named settings between the braces.

-- What the script can be told, and what it takes when it is not told.
local customer = market.customers:get(args:get("customer", { default = "contoso.onmicrosoft.com" }))
local size     = args:get("size",     { default = "D48 v4" })     -- the virtual machine, as price lists call it
local region   = args:get("region",   { default = "westus" })     -- the Azure region
local quantity = args:get("quantity", { default = 2 })            -- how many of them
local budget   = args:get("budget",   { default = USD "60000" })  -- the most to spend, before tax

-- A reservation is bought for an Azure subscription. `:one()` stops the script unless there is exactly one; a customer
-- who has several needs --arg subscription=ID.
local named = args:get "subscription"
local azure = named and customer:subscription(named)
  or customer:subscriptions{ kind = "azure", status = "active" }:one()

-- 1. Each term of a reservation is an offer of its own. Collect those of this size in this region, with their prices.
local YEARS = { P1Y = 1, P3Y = 3 }
local offers = {}
for sku in customer:catalog{ segment = "commercial" }:search(size) do
  if sku.dynamic_attributes.armRegionName == region then
    for availability in sku:availabilities() do
      for _, term in ipairs(availability.terms) do
        local price = availability:price{ term = term.duration, quantity = quantity }
        if price and availability.is_purchasable and YEARS[term.duration] then
          offers[#offers + 1] = {
            sku = sku, availability = availability, term = term.duration, years = YEARS[term.duration], price = price,
          }
        end
      end
    end
  end
end
assert(#offers > 0, ("no reservation of %s in %s has a price"):format(size, region))

-- One machine at a time: prices of different ones say nothing about terms.
local machine = offers[1].sku.dynamic_attributes.armSkuName
for _, offer in ipairs(offers) do
  local other = offer.sku.dynamic_attributes.armSkuName
  assert(other == machine, ("%s is more than one machine: %s, %s; say more of its name"):format(size, machine, other))
end

-- 2. The cheapest year first. Money is exact, so a year's price is not divided; both sides are multiplied instead:
--    a costs less a year than b when a × b's years is less than b × a's years.
table.sort(offers, function(a, b) return a.price.total * b.years < b.price.total * a.years end)

print(("%d × %s in %s for %s"):format(quantity, machine, region, customer.name))
local choice
for _, offer in ipairs(offers) do
  local fits = offer.price.total <= budget
  if fits and not choice then choice = offer end
  print(("  %s: %s in all, %s a year%s"):format(
    offer.term, offer.price.total, offer.price.total:split(offer.years)[1],
    offer == choice and " <- buy this" or fits and "" or ", over the budget"))
end
-- Where nothing fits, `purchase` below refuses the cheapest of all, and says so.
choice = choice or offers[#offers]

-- 3. Buy. `purchase` enables the subscription for reservations if need be, checks stock and prices, keeps to the budget,
--    fills the cart and checks out. It stops before money moves if anything is wrong.
local result = purchase "Reserved virtual machines" {
  customer = customer,
  segment  = "commercial",
  budget   = budget,
  {
    offer = choice.availability, term = choice.term, quantity = quantity,
    subscription = azure, scope = "shared",
  },
}

-- 4. Wait until the order is completed, and say what there is now.
for _, order in ipairs(result.orders) do order:wait{ status = "completed", timeout = "1h" } end

return {
  status = result.status, order = result.orders[1].id, term = choice.term, total = result.total,
}
