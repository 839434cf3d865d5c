import Commerce

/// Lines of the other feeds (office, azure) have fewer of these fields and some of their own; they are read as far as their
/// fields are the same (5.6).
extension InvoiceLineItem: WireObject {
    init(_ fields: Fields) throws {
        let currency: Currency = try fields("currency")
        self.init(
            partnerId: try fields("partnerId", or: ""),
            customerId: try fields("customerId", or: ""),
            customerName: try fields("customerName", or: ""),
            customerDomainName: try fields("customerDomainName", or: ""),
            customerCountry: try fields("customerCountry", or: .unknown),
            invoiceNumber: try fields("invoiceNumber", or: ""),
            invoiceLineItemType: try fields("invoiceLineItemType", or: .billingLineItems),
            billingProvider: try fields("billingProvider", or: .oneTime),
            orderId: try fields("orderId", or: ""),
            orderDate: try fields("orderDate", or: .none),
            orderLineItemNumber: try fields("orderLineItemNumber", or: 0),
            reservationOrderId: try fields.optional("reservationOrderId"),
            productId: try fields("productId", or: ""),
            skuId: try fields("skuId", or: ""),
            availabilityId: try fields("availabilityId", or: ""),
            productName: try fields("productName", or: ""),
            skuName: try fields("skuName", or: ""),
            publisherName: try fields.optional("publisherName"),
            subscriptionId: try fields.optional("subscriptionId"),
            subscriptionDescription: try fields.optional("subscriptionDescription"),
            chargeStartDate: try fields("chargeStartDate", or: .none),
            chargeEndDate: try fields("chargeEndDate", or: .none),
            termAndBillingCycle: try fields("termAndBillingCycle", or: ""),
            billingFrequency: try fields("billingFrequency", or: .unknown),
            chargeType: try fields("chargeType", or: ""),
            unitPrice: try fields.unitPrice("unitPrice", currency),
            effectiveUnitPrice: try fields.unitPrice("effectiveUnitPrice", currency),
            unitType: try fields("unitType", or: ""),
            quantity: try fields.units("quantity") ?? 0,
            subtotal: try fields.money("subtotal", currency),
            taxTotal: try fields.money("taxTotal", currency),
            totalForCustomer: try fields.money("totalForCustomer", currency)
        )
        billableQuantity = try fields.units("billableQuantity") ?? quantity
        mpnId = try fields.optional("mpnId")
        resellerMpnId = try fields.optional("resellerMpnId")
        alternateId = try fields.optional("alternateId")
        referenceId = try fields.optional("referenceId")
        productQualifiers = try fields.optional("productQualifiers")
        publisherId = try fields.optional("publisherId")
        subscriptionStartDate = try fields.date("subscriptionStartDate")
        subscriptionEndDate = try fields.date("subscriptionEndDate")
        priceAdjustmentDescription = try fields.optional("priceAdjustmentDescription")
        creditReasonCode = try fields.optional("creditReasonCode")
        promotionId = try fields.optional("promotionId")
        meterDescription = try fields.optional("meterDescription")
        pricingCurrency = fields.json["pricingCurrency"]?.scalar.flatMap { try? Currency(anyCase: $0) }
        pcToBCExchangeRate = try fields.rate("pcToBCExchangeRate")
        pcToBCExchangeRateDate = try fields.date("pcToBCExchangeRateDate")
    }

    var wire: JSON {
        .object([
            "partnerId": partnerId, "customerId": customerId, "customerName": customerName,
            "customerDomainName": customerDomainName, "customerCountry": customerCountry,
            "invoiceNumber": invoiceNumber, "invoiceLineItemType": invoiceLineItemType,
            "billingProvider": billingProvider, "orderId": orderId, "orderDate": orderDate,
            "orderLineItemNumber": orderLineItemNumber, "reservationOrderId": reservationOrderId,
            "productId": productId, "skuId": skuId, "availabilityId": availabilityId, "productName": productName,
            "skuName": skuName, "publisherName": publisherName, "subscriptionId": subscriptionId,
            "subscriptionDescription": subscriptionDescription, "chargeStartDate": chargeStartDate,
            "chargeEndDate": chargeEndDate, "termAndBillingCycle": termAndBillingCycle,
            "billingFrequency": billingFrequency, "chargeType": chargeType, "unitPrice": unitPrice.wire,
            "effectiveUnitPrice": effectiveUnitPrice.wire, "unitType": unitType, "quantity": quantity,
            "billableQuantity": billableQuantity, "subtotal": subtotal.wire, "taxTotal": taxTotal.wire,
            "totalForCustomer": totalForCustomer.wire, "currency": currency,
            "attributes": JSON.attributes("OneTimeInvoiceLineItem"),
        ]).with(further)
    }

    private var further: KeyValuePairs<String, (any WireValue)?> {
        [
            "mpnId": mpnId, "resellerMpnId": resellerMpnId, "alternateId": alternateId, "referenceId": referenceId,
            "productQualifiers": productQualifiers, "publisherId": publisherId,
            "subscriptionStartDate": subscriptionStartDate, "subscriptionEndDate": subscriptionEndDate,
            "priceAdjustmentDescription": priceAdjustmentDescription, "creditReasonCode": creditReasonCode,
            "promotionId": promotionId, "meterDescription": meterDescription, "pricingCurrency": pricingCurrency,
            "pcToBCExchangeRate": pcToBCExchangeRate.map { JSON.number($0.description) },
            "pcToBCExchangeRateDate": pcToBCExchangeRateDate,
        ]
    }
}
