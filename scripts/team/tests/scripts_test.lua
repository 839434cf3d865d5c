-- Both scripts from end to end: run(path, parameters) gives the report of `compra run --json`.

describe("reserve.lua", function()
  it("buys two machines for three years", function()
    local report = run("../reserve.lua")
    expect(report.error):to_be(nil)
    expect(report.status):to_be "completed"
    expect(report.spent):to_equal { USD = "53122.00" }
    expect(report.result.name):to_be "contoso-d48v4-2026-09"
  end)

  it("is refused above the budget, and buys nothing", function()
    local report = run("../reserve.lua", { quantity = 3 })
    expect(report.status):to_be "failed"
    expect(report.error.code):to_be "budget_exceeded"
    expect(report.spent):to_equal {}
  end)

  it("is billed at the month's end", function()
    run("../reserve.lua", { quantity = 1 })
    expect(#market.invoices:list():all()):to_be(0)
    clock.advance "P1M"
    expect(#market.invoices:list():all()):to_be(1)
  end)
end)

describe("database-servers.lua", function()
  it("buys for every customer of the list", function()
    local report = run("../database-servers.lua", {
      servers = {
        { customer = "contoso.onmicrosoft.com", quantity = 2 }, { customer = "fabrikam.onmicrosoft.com", quantity = 1 },
      },
    })
    expect(report.status):to_be "completed"
    expect(#report.orders):to_be(2)
  end)

  it("stops at the first that the rules refuse", function()
    local report = run("../database-servers.lua", { servers = { { customer = "contoso.onmicrosoft.com", quantity = 5 } } })
    expect(report.error.message):to_contain "more than the team's 4"
    expect(#report.orders):to_be(0)
  end)
end)
