-- Month end: compare what was ordered with what was billed, both ways.
--
--   compra market close                                 on the local market: end the month, so that there are invoices
--   compra run scripts/month-end.lua                    the month before this one
--   compra run scripts/month-end.lua --arg month=2026-09
--
-- Every line that was ordered in the month must be billed once, at the price of its order; every line that was billed
-- must belong to an order. What does not agree is printed as an exception. The script buys nothing and changes nothing.
--
-- New to Lua? A table is both a list, `t[1]`, and a set of names, `t.name`; `for order in customer:orders() do … end`
-- goes through a list page by page, however long it is.

local month = args:get("month", { default = clock.month(clock.add(clock.now(), "-P1M")) })
assert(month:match "^%d%d%d%d%-%d%d$", "the month is written as year and month, 2026-09")

-- A new order can take 15 minutes to appear in lists, so look at the month when it is that long over.
local complete = clock.add(clock.add(month .. "-01", "P1M"), "15m")
assert(clock.add(complete, "-15m") <= clock.now(), month .. " is not over yet")
clock.wait{ when = function() return clock.now() >= complete end, every = "1m", timeout = "20m" }

local exceptions = {}
local function exception(text, ...) exceptions[#exceptions + 1] = text:format(...) end

-- An order's line is known by the order's short id, which invoice lines carry, and its number within the order.
local function key(order_id, number) return ("%s line %d"):format(order_id, number) end

-- 1. The orders of every customer. Older ones are kept too: a subscription of last year is billed this month as well.
local ordered = {}                -- the lines of all orders, by key
local customers, count = {}, 0    -- the customers who ordered in the month, and how many orders that makes
for customer in market.customers:list() do
  for order in customer:orders() do
    local is_new = clock.month(order.created_at) == month
    for _, line in ipairs(order.lines) do
      ordered[key(order.alternate_id, line.number)] = {
        customer = customer, order = order, line = line, is_new = is_new, charges = 0, credits = 0,
      }
    end
    if is_new then
      count = count + 1
      customers[customer.id] = customers[customer.id] or { name = customer.name, ordered = {}, billed = {} }
    end
  end
end

-- Sums by currency, since amounts of different currencies can't be added.
local function add(sums, amount)
  sums[amount.currency] = (sums[amount.currency] or money.zero(amount.currency)) + amount
end

-- 2. From the invoices to the orders: each line that was billed, looked up among those that were ordered.
local invoices, lines = {}, 0
for invoice in market.invoices:list{ from = month .. "-01" } do
  if clock.month(invoice.billing_period_start_date) == month then
    invoices[#invoices + 1] = invoice.id
    for _, feed in ipairs(invoice.invoice_details) do
      for charge in invoice:lines{ provider = feed.provider, line_item_type = feed.line_item_type } do
        lines = lines + 1
        local id = key(charge.order_id, charge.order_line)
        local known = ordered[id]
        if not known then
          exception("%s: %s is billed for %s, which nobody ordered", invoice.id, charge.subtotal, id)
        elseif charge.charge_type == "New" then
          known.charges = known.charges + 1
          local price = known.line.price
          -- Bills are in whole cents; a unit price may have more digits.
          if price and charge.subtotal ~= price.total:scale "100%" then
            exception("%s: %s is billed for %s, which was ordered at %s", invoice.id, charge.subtotal, id, price.total)
          end
        elseif charge.charge_type == "Cancel" then
          known.credits = known.credits + 1
        end
        local customer = customers[charge.customer_id]
        if customer then add(customer.billed, charge.subtotal) end
      end
    end
  end
end
if #invoices == 0 then exception("there is no invoice of %s yet", month) end

-- 3. From the orders to the invoices: each new line must have been billed once, and given back if it was cancelled.
--    Free trials are never billed.
for id, entry in pairs(ordered) do
  if entry.is_new and entry.order.billing_cycle ~= "none" then
    local price = entry.line.price
    if price then add(customers[entry.customer.id].ordered, price.total) end
    if entry.charges == 0 then
      exception("%s: %s ordered %s, which is not billed", id, entry.customer.name, entry.line.friendly_name)
    elseif entry.charges > 1 then
      exception("%s: %s is billed %d times", id, entry.line.friendly_name, entry.charges)
    end
    if entry.line.quantity == 0 and entry.credits == 0 then
      exception("%s: %s was cancelled, and nothing was given back", id, entry.line.friendly_name)
    end
  end
end

-- 4. Tell.
local function amounts(sums)
  local texts = {}
  for _, sum in pairs(sums) do texts[#texts + 1] = tostring(sum) end
  return #texts > 0 and table.concat(texts, ", ") or "-"
end

local function counted(number, thing) return ("%d %s%s"):format(number, thing, number == 1 and "" or "s") end
print(("%s: %s, %s with %s"):format(month, counted(count, "order"), counted(#invoices, "invoice"), counted(lines, "line")))
print(("  %-30s  %24s  %24s"):format("customer", "ordered, before tax", "billed, before tax"))
local summary = {}
for _, customer in pairs(customers) do
  print(("  %-30s  %24s  %24s"):format(customer.name, amounts(customer.ordered), amounts(customer.billed)))
  summary[#summary + 1] = {
    customer = customer.name, ordered = amounts(customer.ordered), billed = amounts(customer.billed),
  }
end
print(#exceptions == 0 and "everything that was ordered is billed, and everything billed was ordered" or
  counted(#exceptions, "exception") .. ":")
for _, text in ipairs(exceptions) do print("  " .. text) end

return { month = month, orders = count, invoices = invoices, lines = lines, customers = summary, exceptions = exceptions }
