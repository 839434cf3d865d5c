import Commerce
import Lua

/// A bill of the partner's account.
final class InvoiceObject: ScriptObject {
    let session: Session
    let invoice: Invoice

    init(_ invoice: Invoice, _ session: Session) {
        self.invoice = invoice
        self.session = session
    }

    static let type = ObjectType(
        "invoice",
        of: InvoiceObject.self,
        "A bill of the partner's account, for all of its customers in one currency.",
        fields: [
            Field("id", "string", "`D…` recurring, `G…` one-time.") { .text($0.invoice.id) },
            Field("invoice_date", "string", "A time.") { .text($0.invoice.invoiceDate.description) },
            Field("billing_period_start_date", "string", "A time.") {
                .text($0.invoice.billingPeriodStartDate.description)
            },
            Field("billing_period_end_date", "string", "A time.") {
                .text($0.invoice.billingPeriodEndDate.description)
            },
            Field("total_charges", "money", "Charges plus adjustments, after tax.") { .money($0.invoice.totalCharges) },
            Field("paid_amount", "money", "Not to be computed with (A-15).") { .money($0.invoice.paidAmount) },
            Field("currency", "string", "ISO 4217 code.") { .text($0.invoice.currencyCode.code) },
            Field("invoice_type", "string", "`Recurring` or `OneTime`.") { .text($0.invoice.invoiceType.rawValue) },
            Field("document_type", "string", "`invoice`, `void_note`, `adjustment_note`.") {
                .text($0.invoice.documentType.rawValue)
            },
            Field("amends_of", "string?", "The invoice that this one corrects (R-59).") {
                .optional($0.invoice.amendsOf)
            },
            Field("amendments", "invoice[]", "Corrections of this one (R-59).") { object in
                .list(object.invoice.amendments.map { .object(InvoiceObject($0, object.session)) })
            },
            Field("invoice_details", "table[]", "Which line items it has: `line_item_type` and `provider`.") {
                .list(
                    $0.invoice.invoiceDetails.map { detail in
                        .result(
                            "invoice detail",
                            [
                                ("line_item_type", .text(detail.invoiceLineItemType.rawValue)),
                                ("provider", .text(detail.billingProvider.rawValue)),
                            ]
                        )
                    }
                )
            },
        ],
        actions: [
            .immediate(
                "lines",
                feedParameters,
                returns: "query<invoice_line>",
                "Its lines, 2,000 fetched at a time (OP-31)."
            ) { object, arguments in
                let request = try object.lineItems(arguments)
                return .object(Query(of: "line", request, in: object.session) { .object(InvoiceLineObject($0)) })
            }
        ] + documentActions,
        operators: [
            .equal { $0.invoice.id == $1.invoice.id },
            .text { "invoice \($0.invoice.id) (\($0.invoice.totalCharges))" },
        ]
    )
}

extension InvoiceObject {
    /// Which of an invoice's feeds of lines is meant.
    static let feedParameters: [Parameter] = [
        .optional("provider", .name(of: BillingProvider.allKnown.map(\.rawValue)), "`one_time` if left out."),
        .optional(
            "line_item_type",
            .name(of: InvoiceLineItemType.allKnown.map(\.rawValue)),
            "`billing_line_items` if left out."
        ),
    ]

    /// The request for a feed's lines.
    func lineItems(_ arguments: Arguments) throws -> ListInvoiceLineItems {
        ListInvoiceLineItems(
            invoiceID: invoice.id,
            provider: try arguments.name("provider") ?? .oneTime,
            invoiceLineItemType: try arguments.name("line_item_type") ?? .billingLineItems
        )
    }
}

/// `market.invoices`.
final class InvoicesObject: ScriptObject {
    let session: Session

    init(_ session: Session) {
        self.session = session
    }

    static let type = ObjectType(
        "invoices",
        of: InvoicesObject.self,
        "What the partner is billed.",
        actions: [
            .waiting("balance", returns: "invoice_summary", "What is unpaid in the default currency (OP-27, R-58).") {
                object,
                _ in
                try await object.session.perform(GetBalance()).luaValue
            },
            .waiting("summaries", returns: "invoice_summary[]", "What is unpaid, for each currency (OP-28).") {
                object,
                _ in
                .list(try await object.session.perform(ListInvoiceSummaries()).map(\.luaValue))
            },
            .immediate(
                "list",
                [
                    .optional("from", .time, "Only invoices of this date or later."),
                    .optional("to", .time, "Only invoices before this date."),
                    .optional(
                        "invoice_type",
                        .name(of: InvoiceType.allKnown.map(\.rawValue)),
                        "`Recurring`, `OneTime`."
                    ),
                ],
                returns: "query<invoice>",
                "The invoices (OP-29)."
            ) { object, arguments in
                let (from, to) = (try arguments.time("from"), try arguments.time("to"))
                let type: InvoiceType? = try arguments.name("invoice_type")
                let session = object.session
                return .object(
                    Query(of: "invoice", ListInvoices(), in: session) { invoice in
                        (from.map { invoice.invoiceDate >= $0 } ?? true)
                            && (to.map { invoice.invoiceDate < $0 } ?? true)
                            && (type == nil || invoice.invoiceType == type)
                    } _: {
                        .object(InvoiceObject($0, session))
                    }
                )
            },
            .waiting("get", [.positional("id", .text, "The invoice's id.")], returns: "invoice", "One invoice (OP-30).")
            {
                object,
                arguments in
                let request = GetInvoice(invoiceID: arguments.text("id") ?? "")
                return .object(InvoiceObject(try await object.session.perform(request), object.session))
            },
            .immediate(
                "unbilled",
                [
                    .required("currency", .text, "ISO 4217 code."),
                    .optional("period", .name(of: BillingPeriod.allCases.map(\.rawValue)), "`current` if left out."),
                ],
                returns: "query<invoice_line>",
                "Charges that are on no invoice yet (OP-35, R-62)."
            ) { object, arguments in
                let request = ListUnbilledLineItems(
                    currency: try Currency(arguments.text("currency") ?? ""),
                    period: arguments.text("period").flatMap(BillingPeriod.init) ?? .current
                )
                return .object(Query(of: "line", request, in: object.session) { .object(InvoiceLineObject($0)) })
            },
        ]
    )
}

extension InvoiceSummary {
    fileprivate var luaValue: LuaValue {
        .result(
            "invoice summary",
            [
                ("balance", .money(balanceAmount)), ("currency", .text(currencyCode.code)),
                ("accounting_date", .text(accountingDate.description)),
                ("first_invoice_creation_date", .optional(firstInvoiceCreationDate)),
                ("latest_invoice_date", .optional(latestInvoiceDate)),
                ("last_payment_date", .optional(lastPaymentDate)),
                ("last_payment_amount", .money(lastPaymentAmount)),
                (
                    "details",
                    .list(
                        details.map { detail in
                            .result(
                                "summary detail",
                                [
                                    ("invoice_type", .text(detail.invoiceType.rawValue)),
                                    ("balance", .money(detail.balanceAmount)),
                                    ("latest_invoice_date", .optional(detail.latestInvoiceDate)),
                                ]
                            )
                        }
                    )
                ),
            ]
        )
    }
}
