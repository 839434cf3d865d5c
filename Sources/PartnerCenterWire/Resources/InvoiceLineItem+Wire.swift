import Commerce

extension InvoiceLineItem: WireObject {
    init(_ fields: Fields) throws {
        let currency: Currency = try fields("currency")
        self.init(
            partnerId: try fields("partnerId", or: ""),
            customerId: try fields("customerId", or: ""),
            customerName: try fields("customerName", or: ""),
            customerDomainName: try fields("customerDomainName", or: ""),
            customerCountry: try fields("customerCountry"),
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
            quantity: try fields("quantity", or: 0),
            subtotal: try fields.money("subtotal", currency),
            taxTotal: try fields.money("taxTotal", currency),
            totalForCustomer: try fields.money("totalForCustomer", currency)
        )
        billableQuantity = try fields("billableQuantity", or: quantity)
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
        ])
    }
}
