-- The rules by themselves. Each test has a market of its own.

local approved, budget, naming = require "acme.approved", require "acme.budget", require "acme.naming"

local contoso
before_each(function() contoso = market.customers:get "contoso.onmicrosoft.com" end)

describe("approved", function()
  it("takes the term that costs less a year", function()
    local offer = approved.reservation(contoso, "D48 v4", 2)
    expect(offer.term):to_be "P3Y"
    expect(offer.price.total):to_be(USD "53122.00")
  end)

  it("refuses what is not on the list, and says what is", function()
    expect(function() approved.reservation(contoso, "M128", 1) end):to_raise "D48 v4, D32 v4"
    expect(function() approved.software(contoso, "Minesweeper", 1) end):to_raise "not on the team's list"
  end)

  it("refuses more than the rule allows", function()
    expect(function() approved.reservation(contoso, "D48 v4", 9) end):to_raise "more than the team's 8"
  end)
end)

describe("budget", function()
  it("depends on purpose and currency", function()
    expect(budget.limit("software", "USD")):to_be(USD "5000")
    expect(budget.limit("reservations", "EUR")):to_be(EUR "55000")
    expect(function() budget.limit("software", "JPY") end):to_raise "in JPY"
    expect(function() budget.limit("parties", "USD") end):to_raise "no budget for parties"
  end)
end)

describe("naming", function()
  it("names customer, thing and month, by the market's clock", function()
    expect(naming.resource(contoso, "D48 v4")):to_be "contoso-d48v4-2026-09"
    clock.advance "P1M"
    expect(naming.resource(contoso, "D48 v4")):to_be "contoso-d48v4-2026-10"
  end)
end)
