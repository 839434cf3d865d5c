import Commerce
import Lua

/// One charge or credit on an invoice. Its fields are read one by one, so that a script can stream millions of lines.
final class InvoiceLineObject: ScriptObject {
    let line: InvoiceLineItem

    init(_ line: InvoiceLineItem) {
        self.line = line
    }

    static let type = ObjectType(
        "invoice_line",
        of: InvoiceLineObject.self,
        "One charge or credit on an invoice (R-60).",
        fields: [
            Field("customer_id", "string", "Who it was bought for.") { .text($0.line.customerId) },
            Field("customer_name", "string", "The company's name.") { .text($0.line.customerName) },
            Field("customer_domain_name", "string", "The tenant's domain.") { .text($0.line.customerDomainName) },
            Field("customer_country", "string", "ISO 3166 alpha-2.") { .text($0.line.customerCountry.description) },
            Field("invoice_number", "string", "Empty while the charge is not billed (R-62).") {
                .text($0.line.invoiceNumber)
            },
            Field("order_id", "string", "The order's alternate id (R-61).") { .text($0.line.orderId) },
            Field("order_date", "string", "A time.") { .text($0.line.orderDate.description) },
            Field("order_line", "integer", "The number of the order's line, from 0.") {
                .count($0.line.orderLineItemNumber)
            },
            Field("product_id", "string", "The product.") { .text($0.line.productId) },
            Field("sku_id", "string", "The SKU.") { .text($0.line.skuId) },
            Field("availability_id", "string", "The availability.") { .text($0.line.availabilityId) },
            Field("product_name", "string", "What the product is called.") { .text($0.line.productName) },
            Field("sku_name", "string", "What the SKU is called.") { .text($0.line.skuName) },
            Field("publisher_name", "string?", "Who publishes it.") { .optional($0.line.publisherName) },
            Field("subscription_id", "string?", "The subscription that is charged for.") {
                .optional($0.line.subscriptionId)
            },
            Field("charge_start_date", "string", "A time.") { .text($0.line.chargeStartDate.description) },
            Field("charge_end_date", "string", "A time.") { .text($0.line.chargeEndDate.description) },
            Field("term_and_billing_cycle", "string", "In words.") { .text($0.line.termAndBillingCycle) },
            Field("billing_frequency", "string", "The billing cycle.") { .text($0.line.billingFrequency.rawValue) },
            Field("charge_type", "string", "`New`, `Cancel`, …") { .text($0.line.chargeType) },
            Field("unit_price", "money", "For one unit.") { .money($0.line.unitPrice) },
            Field("effective_unit_price", "money", "For one unit, after discounts.") {
                .money($0.line.effectiveUnitPrice)
            },
            Field("unit_type", "string", "What is counted.") { .text($0.line.unitType) },
            Field("quantity", "integer", "Units.") { .count($0.line.quantity) },
            Field("subtotal", "money", "`effective_unit_price × quantity`, before tax.") { .money($0.line.subtotal) },
            Field("tax_total", "money", "Tax.") { .money($0.line.taxTotal) },
            Field("total_for_customer", "money", "`subtotal + tax_total`.") { .money($0.line.totalForCustomer) },
            Field("currency", "string", "ISO 4217 code.") { .text($0.line.currency.code) },
            Field("price_source", "string?", "The kind of list that the price was read from.") {
                .optional($0.line.priceSource?.kind.rawValue)
            },
        ],
        operators: [
            .text { "invoice line \($0.line.chargeType) \($0.line.skuName) \($0.line.totalForCustomer)" }
        ]
    )
}
