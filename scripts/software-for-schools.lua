-- Software for schools: buy servers and client licences at education prices, school by school, from a table.
--
--   compra plan scripts/software-for-schools.lua                       see what it would buy
--   compra run  scripts/software-for-schools.lua                       buy it
--   compra run  scripts/software-for-schools.lua --args schools.json   the same for schools of your own:
--
--   { "schools": [ { "customer": "schule-am-see.onmicrosoft.com", "servers": 2, "staff": 40, "budget": "9000 EUR" } ] }
--
-- New to Lua? A table in braces is a list, or names with values; `for _, school in ipairs(schools) do … end` goes through
-- a list from its first item to its last.

local schools = args:get("schools", { default = {
  { customer = "schule-am-see.onmicrosoft.com",    servers = 2, staff = 40, budget = "9000 EUR" },
  { customer = "school-of-fine-art.onmicrosoft.com", servers = 1, staff = 25, budget = "4000 USD" },
} })

-- Education prices are for customers whose qualification was approved; asking here gives a clearer answer than a refusal.
local function is_qualified(customer)
  for _, qualification in ipairs(customer:qualifications()) do
    if qualification.qualification == "Education" and qualification.vetting_status == "Approved" then return true end
  end
  return false
end

local bought = {}
for _, school in ipairs(schools) do
  local customer = market.customers:get(school.customer)
  if is_qualified(customer) then
    -- What this customer may buy as a school. The same titles cost more in the commercial segment, and `purchase` never
    -- takes an offer of another segment than the one it is told.
    local catalog = customer:catalog{ segment = "education" }
    local datacenter = catalog:find{ title = "Windows Server 2022 Datacenter 16 Core" }
    local standard   = catalog:find{ title = "Windows Server 2022 Standard 16 Core" }
    local licence    = catalog:find{ title = "SQL Server 2022 Client Access License" }

    local result = purchase(customer.name) {
      customer = customer,
      segment  = "education",
      budget   = money(school.budget),
      -- Datacenter is not delivered everywhere. `otherwise` is what the line buys then; the quantity stays the same.
      { offer = datacenter, quantity = school.servers, otherwise = { offer = standard } },
      { offer = licence,    quantity = school.staff },
      on_event = function(event)
        if event.kind == "otherwise" then print(("%s: %s"):format(customer.name, event.reason)) end
      end,
    }
    for _, line in ipairs(result.lines) do
      print(("%s: %d × %s, %s"):format(customer.name, line.quantity, line.title, line.price.total))
    end
    bought[#bought + 1] = { school = customer.name, status = result.status, total = result.total }
  else
    print(("%s: left out, it is not approved for education"):format(customer.name))
  end
end

return bought
