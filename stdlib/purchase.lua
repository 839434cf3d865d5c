-- purchase "name" { … }: one statement does the scenario's steps in order, and stops before money moves if any fails.
--
--   registration → product, SKU and availability → inventory → price → budget → cart → line errors → checkout
--
-- It stands on the procedural objects and on nothing else, so whatever wraps the market (planner, purse, journal) holds
-- here too. What Lua alone can't do comes from names that only the Lua side of Compra sees: raise(fields) raises an error
-- object at the script's line, entry(f) is f as scripts call it, and host holds Swift's part.

local refuse, is = raise, host.is

local function wrong(message, hint)
  refuse { code = "wrong_usage", message = message, hint = hint }
end

-- A value as messages show it.
local function shown(value)
  local kind = type(value)
  if kind == "string" then return ('"%s"'):format(#value > 40 and value:sub(1, 40) .. "…" or value) end
  if kind == "table" or kind == "function" or kind == "thread" then return "a " .. kind end
  return tostring(value)
end

local function text(value) return type(value) == "string" end
local function table_(value) return type(value) == "table" end
local function object(...)
  local names = { ... }
  return function(value)
    for _, name in ipairs(names) do
      if is(value, name) then return true end
    end
    return false
  end
end
local function either(this, that) return function(value) return this(value) or that(value) end end

-- What a budget of the wrong kind should have been.
local function budget_hint(value)
  if type(value) == "number" then return ('budget = USD "%s"'):format(value) end
  if type(value) == "string" then return ('budget = %s "%s"'):format(value:find "%a" and "money" or "USD", value) end
  return 'budget = USD "1000", or budget = "none" to buy without a bound'
end

-- The fields of the statement and of a line: name, what takes a value, what is right in words, and an example of it.
local PURCHASE = {
  { "customer", object "customer", "a customer of the market", 'customer = market.customers:get "contoso.onmicrosoft.com"' },
  { "segment", text, "text", 'segment = "commercial", "education", "government" or "nonprofit"' },
  { "budget", function(value) return value == "none" or is(value, "money") end, 'money or "none"', budget_hint },
  { "on_event", function(value) return type(value) == "function" end, "a function",
    "on_event = function(event) log.info(event.kind, event) end" },
}
local LINE = {
  { "product", either(text, object "product"), "an id as text, or a product", 'product = "DZH318Z0D1L4"' },
  { "sku", either(text, object "sku"), "an id as text, or a SKU", 'sku = "0001": ids keep their zeros' },
  { "offer", object("sku", "availability"), "a SKU or an availability", "take one from customer:catalog{ segment = … }" },
  { "catalog_item_id", text, "text", 'catalog_item_id = "product:sku:availability"' },
  { "quantity", function(value) return math.type(value) == "integer" and value >= 1 end, "a whole number from 1",
    function(value)
      local number = math.tointeger(tonumber(value))
      return ("quantity = %d"):format(number and number >= 1 and number or 1)
    end },
  { "term", text, "a duration as text", 'term = "P1Y" or "P3Y"' },
  { "billing_cycle", text, "text", 'billing_cycle = "monthly"' },
  { "subscription", object "subscription", "a subscription of the customer",
    'subscription = customer:subscriptions{ kind = "azure", status = "active" }:one()' },
  { "scope", text, "text", 'scope = "shared" or "single"' },
  { "provisioning", table_, "a table", 'provisioning = { scope = "shared" }, keys as the wire spells them' },
  { "friendly_name", text, "text", 'friendly_name = "Servers of the sales office"' },
  { "participants", table_, "a list", 'participants = { { key = "transaction_reseller", value = "1234567" } }' },
  { "addons", table_, "a list of lines", "addons = { { product = …, sku = …, quantity = … } }" },
  { "renews_to", text, "a duration as text", 'renews_to = "P1Y"' },
  { "otherwise", table_, "a table like a line", "otherwise = { product = …, sku = … }" },
}
local NAMING = { product = true, sku = true, offer = true, catalog_item_id = true }

-- Every key of `given` is one of the fields, or the number of a line; and every value is of the right kind.
local function check_fields(what, given, fields, takes_lines)
  local known, names = {}, {}
  for index, field in ipairs(fields) do known[field[1]], names[index] = field, field[1] end
  for key in next, given do
    if type(key) ~= "string" and not (takes_lines and type(key) == "number") then
      wrong(("%s has %s as a key"):format(what, shown(key)), "it takes " .. table.concat(names, ", "))
    end
  end
  for key in pairs(given) do
    if type(key) == "string" and not known[key] then
      wrong(("%s has no '%s'"):format(what, key), host.nearest(key, names))
    end
  end
  for _, field in ipairs(fields) do
    local name, takes, right, hint = table.unpack(field)
    local value = given[name]
    if value ~= nil and not takes(value) then
      wrong(("%s: %s is %s, not %s"):format(what, name, right, shown(value)),
        type(hint) == "function" and hint(value) or hint)
    end
  end
end

-- What a table of the script holds, read once and raw: nothing that the script does later changes what is bought.
local function copy(given)
  local plain = {}
  for key, value in next, given do plain[key] = value end
  return plain
end

-- Keys are exactly 1..n: with a hole, Lua's own length would leave lines out in silence.
local function count_lines(spec, what, line)
  local count, stray = 0, nil
  for key in next, spec do
    if type(key) == "number" then
      count = count + 1
      if (math.type(key) ~= "integer" or key < 1) and (not stray or key < stray) then stray = key end
    end
  end
  local hint = "they are numbered 1 to n without a hole, each { product = …, sku = …, quantity = … }"
  if stray then wrong(("%s: %s is no number of a %s"):format(what, stray, line), hint) end
  for index = 1, count do
    if spec[index] == nil then wrong(("%s: %s %d is missing"):format(what, line, index), hint) end
    if type(spec[index]) ~= "table" then
      wrong(("%s: %s %d is a table, not %s"):format(what, line, index, shown(spec[index])), hint)
    end
  end
  return count
end

local function names_of_item(line)
  return (line.offer ~= nil and 1 or 0) + (line.catalog_item_id ~= nil and 1 or 0)
    + ((line.product ~= nil or line.sku ~= nil) and 1 or 0)
end

local MOST_ALTERNATIVES = 10

-- A line with its alternatives and add-ons, copied and checked before anything is asked of the market.
local function read_line(given, where, alternatives)
  local line = copy(given)
  check_fields(where, line, LINE)
  if names_of_item(line) > 1 then
    wrong(where .. " names its item in more than one way", "use product and sku, or offer, or catalog_item_id")
  end
  if line.otherwise ~= nil then
    if alternatives == MOST_ALTERNATIVES then
      wrong(("%s has more than %d alternatives"):format(where, MOST_ALTERNATIVES))
    end
    line.otherwise = read_line(line.otherwise, where .. ", otherwise", alternatives + 1)
  end
  if line.addons ~= nil then
    local addons = copy(line.addons)
    if count_lines(addons, where, "add-on") == 0 then wrong(where .. ": addons is empty", "leave it out") end
    for index, addon in ipairs(addons) do
      local title = ("%s, add-on %d"):format(where, index)
      addons[index] = read_line(addon, title, alternatives)
      if addons[index].addons ~= nil then wrong(title .. " has add-ons of its own", "name them all at the line") end
    end
    line.addons = addons
  end
  return line
end

-- An alternative inherits what it doesn't name; naming an item its own way drops the other ways.
local function inherit(line)
  local other = line.otherwise
  local merged = {}
  local names_item = other.offer ~= nil or other.catalog_item_id ~= nil
  for key, value in pairs(line) do
    if key ~= "otherwise" and not (names_item and NAMING[key]) then merged[key] = value end
  end
  if other.product ~= nil or other.sku ~= nil then merged.offer, merged.catalog_item_id = nil, nil end
  for key, value in pairs(other) do merged[key] = value end
  return merged
end

-- The SKU that a line names, in the view of the customer and segment.
local function find_sku(line, view, where)
  local offer = line.offer
  if offer ~= nil then
    if is(offer, "sku") then return view:product(offer.product_id):sku(offer.id) end
    return view:product(offer.product_id):sku(offer.sku_id)
  end
  local product, sku = line.product, line.sku
  if line.catalog_item_id ~= nil then
    product, sku = host.catalog_item(line.catalog_item_id)
  end
  if is(product, "product") then product = product.id end
  if product == nil then
    wrong(where .. " does not say what to buy",
      "name it by product = … and sku = …, by offer = a SKU or availability, or by catalog_item_id = …")
  end
  if sku == nil then
    wrong(("%s names product %s without a SKU, and a product cannot be bought"):format(where, product),
      "add sku = …; market.catalog:view{ country = … }:product(id):skus() lists them")
  end
  return view:product(product):sku(is(sku, "sku") and sku.id or sku)
end

-- The availability to buy from, or nil and the reason: the one that was named, else the first purchasable one by id.
local function find_availability(line, sku, segment, where)
  local wanted = is(line.offer, "availability") and line.offer.id
  if line.catalog_item_id then wanted = select(3, host.catalog_item(line.catalog_item_id)) end
  local found
  for availability in sku:availabilities() do
    if availability.is_purchasable and (not wanted or availability.id == wanted) then
      if not found or availability.id < found.id then found = availability end
    end
  end
  if found then return found end
  return nil, ("%s: %s (%s:%s) has no purchasable availability in segment %s"):format(
    where, sku.title, sku.product_id, sku.id, segment)
end

local function choose_term(line, availability, where)
  local terms = {}
  for _, term in ipairs(availability.terms) do terms[#terms + 1] = term.duration end
  if line.term == nil then
    if #terms > 1 then
      wrong(where .. " needs a term", "one of " .. table.concat(terms, ", "))
    end
    return terms[1]
  end
  for _, term in ipairs(terms) do
    if term == line.term then return term end
  end
  local offered = #terms > 0 and ("terms on offer: " .. table.concat(terms, ", ")) or "leave term out: it is perpetual"
  refuse { code = "term_not_offered", message = ("%s: term %s is not on offer"):format(where, tostring(line.term)),
    hint = offered }
end

local function choose_cycle(line, sku, where)
  local cycles = sku.supported_billing_cycles
  if line.billing_cycle == nil then
    if #cycles > 1 then
      wrong(where .. " needs a billing_cycle", "one of " .. table.concat(cycles, ", "))
    end
    return cycles[1]
  end
  for _, cycle in ipairs(cycles) do
    if host.same_name(cycle, line.billing_cycle) then return cycle end
  end
  refuse { code = "billing_cycle_not_offered",
    message = ("%s: billing cycle %s is not on offer"):format(where, tostring(line.billing_cycle)),
    hint = "cycles on offer: " .. table.concat(cycles, ", ") }
end

local function check_quantity(line, sku, where)
  local quantity = line.quantity
  if quantity == nil then wrong(where .. " needs a quantity", "quantity = 1") end
  if quantity < sku.minimum_quantity or quantity > sku.maximum_quantity then
    refuse { code = 2002, status = 400,
      message = ("%s: quantity %d is outside what %s allows"):format(where, quantity, sku.title),
      hint = ("buy %d to %d"):format(sku.minimum_quantity, sku.maximum_quantity) }
  end
end

local function needs(sku, prerequisite)
  for _, name in ipairs(sku.purchase_prerequisites) do
    if name == prerequisite then return true end
  end
  return false
end

-- Registration and resolution of one way to fill a line: the plan for it, or nil, the reason and its code.
local function prepare(line, purchase, where)
  local sku = find_sku(line, purchase.view, where)
  check_quantity(line, sku, where)
  if needs(sku, "AzureSubscriptionRegistration") then
    if line.subscription == nil then
      wrong(("%s: %s is bought for an Azure subscription"):format(where, sku.title),
        'add subscription = customer:subscriptions{ kind = "azure", status = "active" }:one()')
    end
    line.subscription:ensure_registered()
    purchase.emit("registered", where, { subscription = line.subscription.id })
  end
  local availability, reason = find_availability(line, sku, purchase.segment, where)
  if not availability then return nil, reason, "no_availability" end
  local prepared = {
    line = line, sku = sku, availability = availability,
    term = choose_term(line, availability, where), billing_cycle = choose_cycle(line, sku, where),
  }
  purchase.emit("resolved", where, { item = availability.catalog_item_id, title = sku.title, term = prepared.term })
  if needs(sku, "InventoryCheck") then
    local item = sku:check_inventory { customer = purchase.customer, subscription = line.subscription }
    if item.is_restricted then
      local first = item.restrictions[1]
      return nil, ("%s: %s is restricted: %s (%s)"):format(where, sku.title, first.description, first.reason_code),
        "inventory_not_available"
    end
  end
  return prepared
end

-- The first way to fill the line that is neither restricted nor without an availability.
local function resolve(line, purchase, where)
  local prepared, reason, code = prepare(line, purchase, where)
  while not prepared do
    if line.otherwise == nil then
      refuse { code = code, message = reason,
        hint = "give the line otherwise = { … } with an item to buy instead, or try again later" }
    end
    purchase.emit("otherwise", where, { reason = reason })
    line = inherit(line)
    prepared, reason, code = prepare(line, purchase, where)
  end
  local price = prepared.availability:price {
    term = prepared.term, quantity = line.quantity, billing_cycle = prepared.billing_cycle,
  }
  if not price then
    refuse { code = "price_unknown", message = ("%s: no price list has a price for %s"):format(where,
      prepared.availability.catalog_item_id),
      hint = "import a price sheet: compra market import --price-sheet FILE" }
  end
  prepared.price = price
  purchase.emit("priced", where, { total = price.total, source = price.source, estimate = price.estimate })
  return prepared
end

local function check_budget(purchase, prepared)
  local totals, currencies = {}, {}
  for _, line in ipairs(prepared) do
    local currency = line.price.total.currency
    if not totals[currency] then
      totals[currency] = money.zero(currency)
      currencies[#currencies + 1] = currency
    end
    totals[currency] = totals[currency] + line.price.total
  end
  local budget = purchase.budget
  if budget ~= "none" then
    for _, currency in ipairs(currencies) do
      if currency ~= budget.currency then
        refuse { code = "currency_mixed",
          message = ("%s costs %s, but its budget is in %s"):format(purchase.title, tostring(totals[currency]),
            budget.currency),
          hint = ('give the budget as money "… %s"'):format(currency) }
      end
      if totals[currency] > budget then
        refuse { code = "budget_exceeded",
          message = ("%s costs %s, its budget is %s"):format(purchase.title, tostring(totals[currency]),
            tostring(budget)),
          hint = "raise the budget or buy less; nothing was bought" }
      end
    end
  end
  purchase.emit("budget", nil, { budget = budget })
  if #currencies == 1 then return totals[currencies[1]] end
  local list = {}
  for _, currency in ipairs(currencies) do list[#list + 1] = totals[currency] end
  return list
end

-- The fields of a cart line, from a prepared line and from its add-ons.
local function cart_line(prepared, where)
  local line = prepared.line
  local addons
  if line.addons then
    addons = {}
    for index, addon in ipairs(line.addons) do
      addons[index] = cart_line(prepared.addons[index], where)
    end
  end
  return {
    offer = prepared.availability, quantity = line.quantity, term = prepared.term,
    billing_cycle = prepared.billing_cycle, subscription = line.subscription, scope = line.scope,
    provisioning = line.provisioning, friendly_name = line.friendly_name, participants = line.participants,
    renews_to = line.renews_to, addons = addons,
  }
end

local function refuse_faulty_lines(purchase, cart)
  local faults = {}
  local code
  for index, line in ipairs(cart.lines) do
    if line.error then
      code = code or line.error.code
      faults[#faults + 1] = ("line %d: %s (%s)"):format(index, line.error.description, line.error.code)
    end
  end
  if code then
    refuse { code = code, message = purchase.title .. " has faulty lines, nothing was bought: " ..
      table.concat(faults, "; "), hint = "mend the lines and run again" }
  end
end

-- Whether the cart holds what was priced and found within the budget, and nothing else.
local function is_as_prepared(cart, prepared)
  local lines = cart.lines
  if #lines ~= #prepared then return false end
  for index, line in ipairs(lines) do
    local wanted = prepared[index]
    local addons = wanted.addons or {}
    if line.catalog_item_id ~= wanted.availability.catalog_item_id or line.quantity ~= wanted.line.quantity
      or line.term ~= wanted.term or line.billing_cycle ~= wanted.billing_cycle
      or (line.price and line.price.total ~= wanted.price.total) or #line.addons ~= #addons
    then
      return false
    end
    for number, addon in ipairs(line.addons) do
      if addon.catalog_item_id ~= addons[number].availability.catalog_item_id
        or addon.quantity ~= addons[number].line.quantity
      then
        return false
      end
    end
  end
  return true
end

local function check_cart(purchase, cart, prepared)
  refuse_faulty_lines(purchase, cart)
  if not is_as_prepared(cart, prepared) then
    refuse { code = "cart_changed",
      message = purchase.title .. ": its cart no longer holds what was priced, so nothing was bought",
      hint = "run it again; leave the cart of a purchase alone" }
  end
end

local OUTCOME = { "name", "status", "orders", "errors", "total", "lines", "cart" }
local LINE_OUTCOME = { "item", "title", "quantity", "term", "price", "order", "error" }

-- What each line became: its order, or the error of its group.
local function outcome(cart, checkout, prepared)
  local result = { orders = checkout.orders, errors = checkout.errors, lines = {} }
  local errors = {}
  for _, error in ipairs(checkout.errors) do errors[error.group] = error end
  local orders = {}
  for _, order in ipairs(checkout.orders) do
    for _, line in ipairs(order.lines) do
      orders[line.offer_id] = orders[line.offer_id] or {}
      table.insert(orders[line.offer_id], order)
    end
  end
  local planned = false
  for index, line in ipairs(cart.lines) do
    local order
    if not errors[line.order_group] then
      order = orders[line.catalog_item_id] and table.remove(orders[line.catalog_item_id], 1)
    end
    planned = planned or (order ~= nil and order.status == "planned")
    result.lines[index] = host.result("purchase line", LINE_OUTCOME, {
      item = line.catalog_item_id, title = prepared[index].sku.title, quantity = line.quantity,
      term = prepared[index].term, price = prepared[index].price, order = order, error = errors[line.order_group],
    })
  end
  result.status = planned and "planned" or (#checkout.errors > 0 and "partial" or "ordered")
  return result
end

local function buy(title, given)
  if type(given) ~= "table" then
    wrong(("%s takes a table, not %s"):format(title, shown(given)), 'purchase "name" { customer = …, … }')
  end
  local spec = copy(given)
  check_fields(title, spec, PURCHASE, true)
  local count = count_lines(spec, title, "line")
  if count == 0 then wrong(title .. " has no lines", "add { product = …, sku = …, quantity = … }") end
  for _, field in ipairs(PURCHASE) do
    local name, hint = field[1], field[4]
    if spec[name] == nil and name ~= "on_event" then
      wrong(("%s needs a %s"):format(title, name), type(hint) == "function" and hint(nil) or hint)
    end
  end

  local purchase = {
    title = title, customer = spec.customer, segment = spec.segment, budget = spec.budget,
    view = spec.customer:catalog { segment = spec.segment },
    emit = function(kind, where, fields)
      if not spec.on_event then return end
      fields.kind, fields.purchase, fields.line = kind, title, where
      spec.on_event(fields)
    end,
  }
  for index = 1, count do
    spec[index] = read_line(spec[index], ("%s, line %d"):format(title, index), 0)
  end
  local prepared = {}
  for index = 1, count do
    local where = ("%s, line %d"):format(title, index)
    prepared[index] = resolve(spec[index], purchase, where)
    local addons = prepared[index].line.addons
    if addons then
      prepared[index].addons = {}
      for number, addon in ipairs(addons) do
        prepared[index].addons[number] = resolve(addon, purchase, ("%s, add-on %d"):format(where, number))
      end
    end
  end
  local everything = {}
  for _, line in ipairs(prepared) do
    everything[#everything + 1] = line
    for _, addon in ipairs(line.addons or {}) do everything[#everything + 1] = addon end
  end
  local total = check_budget(purchase, everything)

  local lines = {}
  for index, line in ipairs(prepared) do lines[index] = cart_line(line, index) end
  local cart = spec.customer:cart { lines = lines }
  check_cart(purchase, cart, prepared)
  purchase.emit("cart", nil, { cart = cart.id, total = total })
  -- The script may have run since: what is checked out is read again, and nothing of the script's runs in between.
  cart = spec.customer:open_cart(cart.id)
  check_cart(purchase, cart, prepared)

  local checkout = cart:checkout()
  local result = outcome(cart, checkout, prepared)
  if #result.orders == 0 then
    local first = result.errors[1]
    refuse { code = first.code, message = title .. ": nothing was ordered: " .. first.description }
  end
  result.name, result.cart = title, cart
  result.total = total
  if result.status == "partial" then
    local totals = {}
    for index, order in ipairs(result.orders) do totals[index] = order.total end
    result.total = money.sum(totals)
  end
  for _, order in ipairs(result.orders) do
    purchase.emit(result.status == "planned" and "planned" or "ordered", nil, { order = order.id, total = order.total })
  end
  return host.result("purchase result", OUTCOME, result)
end

return entry(function(name)
  if type(name) ~= "string" or name == "" then
    wrong("purchase takes a name, not " .. shown(name), 'purchase "Contoso reserved instances" { … }')
  end
  local title = ('purchase "%s"'):format(name)
  local opened = host.opened(title)
  return entry(function(spec)
    host.closed(opened)
    return buy(title, spec)
  end)
end)
