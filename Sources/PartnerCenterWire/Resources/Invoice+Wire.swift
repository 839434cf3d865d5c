import Commerce

extension Invoice: WireObject {
    init(_ fields: Fields) throws {
        let currency: Currency = try fields("currencyCode")
        self.init(
            id: try fields("id"),
            invoiceDate: try fields("invoiceDate", or: .none),
            billingPeriodStartDate: try fields("billingPeriodStartDate", or: .none),
            billingPeriodEndDate: try fields("billingPeriodEndDate", or: .none),
            totalCharges: try fields.money("totalCharges", currency),
            paidAmount: try fields.money("paidAmount", currency),
            invoiceType: try fields("invoiceType", or: .recurring),
            documentType: try fields("documentType", or: .invoice),
            invoiceDetails: try fields("invoiceDetails", or: []),
            amendments: try fields("amendments", or: []),
            amendsOf: try fields.optional("amendsOf"),
            taxReceipts: try fields("taxReceipts", or: [JSON]()).enumerated().map { index, receipt in
                try Fields(receipt, at: "taxReceipts[\(index)]")("id")
            }
        )
    }

    var wire: JSON {
        .object([
            "id": id, "invoiceDate": invoiceDate, "billingPeriodStartDate": billingPeriodStartDate,
            "billingPeriodEndDate": billingPeriodEndDate, "totalCharges": totalCharges.wire,
            "paidAmount": paidAmount.wire, "currencyCode": currencyCode, "currencySymbol": currencyCode.symbol,
            "invoiceDetails": invoiceDetails.map { $0.wire(of: self) }, "amendments": amendments.nonEmpty,
            "documentType": documentType, "amendsOf": amendsOf, "invoiceType": invoiceType,
            "taxReceipts": taxReceipts.nonEmpty?.map { receipt in
                JSON.object([
                    "id": receipt,
                    "taxReceiptPdfDownloadLink": Route.receipt.path(["invoice": id, "receipt": receipt]),
                ])
            },
            "links": JSON.object(["self": Link(uri: Route.invoice.path(["invoice": id]))]),
            "attributes": JSON.attributes("Invoice"),
        ])
    }
}

extension Invoice.InvoiceDetail: WireObject {
    init(_ fields: Fields) throws {
        self.init(
            invoiceLineItemType: try fields("invoiceLineItemType", or: .none),
            billingProvider: try fields("billingProvider", or: .none)
        )
    }

    var wire: JSON {
        .object(["invoiceLineItemType": invoiceLineItemType, "billingProvider": billingProvider])
    }

    /// The entry with the link to its lines, which names the invoice by its type, too.
    fileprivate func wire(of invoice: Invoice) -> JSON {
        let path = Route.lineItemsByPath.path([
            "invoice": "\(invoice.invoiceType)-\(invoice.id)",
            "provider": billingProvider.rawValue.replacing("_", with: ""),
            "type": invoiceLineItemType.rawValue.replacing("_", with: ""),
        ])
        return wire.with([
            "links": JSON.object(["self": Link(uri: path)]), "attributes": JSON.attributes("InvoiceDetail"),
        ])
    }
}

extension InvoiceSummary: WireObject {
    init(_ fields: Fields) throws {
        let currency: Currency = try fields("currencyCode")
        self.init(
            balanceAmount: try fields.money("balanceAmount", currency),
            accountingDate: try fields("accountingDate", or: .none),
            firstInvoiceCreationDate: try fields.date("firstInvoiceCreationDate"),
            lastPaymentDate: try fields.date("lastPaymentDate"),
            lastPaymentAmount: try fields.money("lastPaymentAmount", currency),
            latestInvoiceDate: try fields.date("latestInvoiceDate"),
            details: try fields("details", or: [JSON]()).enumerated().map { index, detail in
                try Detail(Fields(detail, at: "details[\(index)]"), currency)
            }
        )
    }

    /// Dates that there are none of are written as the wire's "no date" (3.5).
    var wire: JSON {
        .object([
            "balanceAmount": balanceAmount.wire, "currencyCode": currencyCode, "currencySymbol": currencyCode.symbol,
            "accountingDate": accountingDate, "firstInvoiceCreationDate": firstInvoiceCreationDate ?? Timestamp.none,
            "lastPaymentDate": lastPaymentDate ?? Timestamp.none, "lastPaymentAmount": lastPaymentAmount.wire,
            "latestInvoiceDate": latestInvoiceDate ?? Timestamp.none, "details": details.map { $0.wire(in: self) },
            "attributes": JSON.attributes("InvoiceSummary"),
        ])
    }
}

extension InvoiceSummary.Detail {
    fileprivate init(_ fields: Fields, _ currency: Currency) throws {
        let summary = try Fields(fields("summary"), at: fields.place + ".summary")
        self.init(
            invoiceType: try fields("invoiceType"),
            balanceAmount: try summary.money("balanceAmount", try summary("currencyCode", or: currency)),
            latestInvoiceDate: try summary.date("latestInvoiceDate")
        )
    }

    fileprivate func wire(in whole: InvoiceSummary) -> JSON {
        .object([
            "invoiceType": invoiceType,
            "summary": JSON.object([
                "balanceAmount": balanceAmount.wire, "currencyCode": balanceAmount.currency,
                "currencySymbol": balanceAmount.currency.symbol, "accountingDate": whole.accountingDate,
                "latestInvoiceDate": latestInvoiceDate ?? Timestamp.none,
            ]),
        ])
    }
}

extension EstimateLink? {
    /// Nil for a link of a type or a period that isn't known.
    init(_ fields: Fields) throws {
        let (type, period): (String, String) = (try fields("type"), try fields("period"))
        guard let kind = EstimateLink.Kind.allCases.first(where: { $0.rawValue.squashed == type.squashed }),
            let known = BillingPeriod(rawValue: period.lowercased())
        else {
            self = nil
            return
        }
        self = EstimateLink(
            type: kind,
            title: try fields("title", or: ""),
            description: try fields("description", or: ""),
            period: known,
            link: try fields("link")
        )
    }
}

extension EstimateLink {
    /// `Current`, as the service writes a period here.
    var wire: JSON {
        .object([
            "type": type.rawValue, "title": title, "description": description,
            "period": period.rawValue.prefix(1).uppercased() + period.rawValue.dropFirst(), "link": link,
        ])
    }
}

extension String {
    /// The name by which two spellings of it are compared (3.6).
    fileprivate var squashed: String { lowercased().replacing("_", with: "") }
}
