/// Scripts that tests run on the demonstration market.
enum Scripts {
    /// Buys a database server: 931.00 USD, at a made-up price.
    static let server = """
        local result = purchase "Server" {
          customer = market.customers:get "contoso.onmicrosoft.com", segment = "commercial", budget = USD "5000",
          { product = "DEMO0SQL2022", sku = "0001", quantity = args:get("quantity", { default = 1 }) },
        }
        return { total = result.total, orderCount = #result.orders }
        """

    /// Buys from two groups: 931.00 USD once, and 1,250.00 USD monthly.
    static let twoGroups = """
        local result = purchase "Server and service" {
          customer = market.customers:get "contoso.onmicrosoft.com", segment = "commercial", budget = USD "5000",
          { product = "DEMO0SQL2022", sku = "0001", quantity = 1 },
          { product = "DEMO0RELECLD", sku = "0001", quantity = 100 },
        }
        return result.status
        """
}
