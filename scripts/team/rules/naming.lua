-- How the team names what it buys, so that an invoice can be read years later: contoso-d48v4-2026-09.

local naming = {}

local function word(text)
  return (text:lower():gsub("[^%w]", ""))
end

function naming.resource(customer, what)
  return ("%s-%s-%s"):format(word(customer.domain:match "^[^.]+"), word(what), clock.month(clock.now()))
end

-- The title of a purchase, as logs and reports show it.
function naming.title(customer, what, quantity)
  return ("%s: %d × %s"):format(customer.name, quantity, what)
end

return naming
