-- Up to which amount, before tax, one order may go, by what it is for and the customer's currency.

local LIMITS = {
  reservations = { USD = "60000 USD", EUR = "55000 EUR" },
  software     = { USD = "5000 USD",  EUR = "4500 EUR" },
}

local budget = {}

function budget.limit(purpose, currency)
  local limits = LIMITS[purpose] or error(("there is no budget for %s"):format(purpose), 0)
  return money(limits[currency] or error(("there is no budget for %s in %s"):format(purpose, currency), 0))
end

return budget
