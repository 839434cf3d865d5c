-- What the team may buy, from a list that is kept as data: reservations by size and region, software by title.

local rules = json.decode(bundle.data "rules/approved.json")

local approved = {}

-- The rule of a list whose `key` has this value. What is not on the list is refused, with what is.
local function rule(list, key, value, quantity)
  local known = {}
  for _, entry in ipairs(rules[list]) do
    if entry[key] == value then
      if quantity > entry.most then
        error(("%s: %d are more than the team's %d"):format(value, quantity, entry.most), 0)
      end
      return entry
    end
    known[#known + 1] = entry[key]
  end
  error(("%s is not on the team's list: %s"):format(value, table.concat(known, ", ")), 0)
end

local YEARS = { P1Y = 1, P3Y = 3 }

-- The reservation of an approved size that costs least a year: { availability, term, price }.
function approved.reservation(customer, size, quantity)
  local region = rule("reservations", "size", size, quantity).region
  local best, lowest
  for sku in customer:catalog{ segment = "commercial" }:search(size) do
    if sku.dynamic_attributes.armRegionName == region then
      for availability in sku:availabilities() do
        for _, term in ipairs(availability.terms) do
          local price = availability:price{ term = term.duration, quantity = quantity }
          local years = YEARS[term.duration]
          if price and years and availability.is_purchasable then
            local yearly = price.total:split(years)[1]
            if not lowest or yearly < lowest then
              lowest = yearly
              best = { availability = availability, term = term.duration, price = price }
            end
          end
        end
      end
    end
  end
  return best or error(("no reservation of %s in %s has a price"):format(size, region), 0)
end

-- The SKU of approved software.
function approved.software(customer, title, quantity)
  rule("software", "title", title, quantity)
  return customer:catalog{ segment = "commercial" }:find{ title = title }
end

return approved
