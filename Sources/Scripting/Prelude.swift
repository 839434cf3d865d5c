import Commerce
import Lua
import Stdlib

extension LuaPrelude {
    /// The names that a purchase script starts with, beside Lua's own.
    init(session: Session, arguments: [String: AttributeValue]) {
        self.init()
        for global in Global.all { self[global.name] = global.entry(session, arguments) }
        self[trusted: "host"] = .value(Library.host.luaValue(in: session))
    }
}

extension Global {
    /// Every name of the prelude, in the order in which a script meets them.
    static let all: [Global] =
        [
            Global(
                "market",
                type: "market",
                "The market that this run talks to.",
                example: #"for customer in market.customers:list() do print(customer.name) end"#
            ) { session, _ in .value(.object(MarketObject(session))) },
            Global(
                "purchase",
                type: "fun(name: string): fun(purchase: table): table",
                """
                Buys in one statement, and stops before money moves if any step fails. `status orders errors total lines` \
                come back.
                """,
                parameters: purchaseParameters,
                example: """
                    purchase "Contoso" { customer = contoso, segment = "commercial", budget = USD "900", \
                    { product = "DZH318Z0D1L4", sku = "00WR", term = "P1Y", quantity = 2 } }
                    """
            ) { _, _ in .module(LuaSource(name: "purchase", bytes: Stdlib.purchase, isTrusted: true)) },
            Global(
                "money",
                type: "money_library",
                Library.money.summary,
                example: #"money "12.50 USD""#
            ) { session, _ in .value(.object(MoneyMaker(session))) },
            Global("args", type: "args", "The script's parameters: `--arg name=value`, `--args file.json`.") {
                .value(.object(ScriptArgumentsObject($1)))
            },
        ] + [Library.log, .json, .clock].map(Global.init(_:)) + [Currency.usd, .eur, .gbp, .jpy].map(Global.init(_:))

    private init(_ library: Library) {
        self.init(library.name, type: library.name, library.summary) { session, _ in
            .value(library.luaValue(in: session))
        }
    }

    private init(_ currency: Currency) {
        self.init(
            currency.code,
            type: "fun(amount: string|integer): money",
            "An amount of \(currency.code), built from text or a whole number.",
            example: "\(currency.code) \"12.50\""
        ) { _, _ in .value(.function(MoneyMaker.maker(of: currency))) }
    }

    /// What `purchase` takes beside its lines, and what a line takes.
    private static let purchaseParameters: [Parameter] =
        [
            .positional("name", .text, "What the purchase is called in messages and reports."),
            .required("customer", .object(["customer"]), "Who it is bought for."),
            .required("segment", .name(of: Segment.allKnown.map(\.rawValue)), "Required: never silently another one."),
            .required("budget", .money, "What it may cost in all, or \"none\"."),
            .optional("on_event", .function, "Called with an event for each step."),
            .optional("product", .text, "Of a line: the product's id."),
            .optional("sku", .text, "Of a line: the SKU's id."),
            .optional("otherwise", .table, "Of a line: what to buy when it is restricted or not on sale."),
        ] + CartLineItem.parameters
}

extension Library {
    /// What the Lua side of Compra needs of Swift; scripts don't see it.
    static let host = Library(
        "host",
        "What the Lua side of Compra can't do by itself.",
        [
            Function(
                "is",
                [
                    .optionalPositional("value", .any, "Any value."),
                    .optionalPositional("type", .text, "Its name."),
                ],
                returns: "boolean",
                "Whether a value is an object of a type."
            ) { arguments, _ in
                .value(.boolean(arguments["value"]?.typeName == arguments.text("type")))
            },
            Function(
                "nearest",
                [
                    .positional("name", .text, "As it was given."),
                    .positional("names", .list, "Those that are known."),
                ],
                returns: "string",
                "A hint that names the likely spelling, or all of them."
            ) { arguments, _ in
                let names = (arguments.list("names") ?? []).compactMap(\.text)
                let hint = Suggestion.hint(for: arguments.text("name") ?? "", among: names)
                return .value(.text(hint ?? "it takes \(names.joined(separator: ", "))"))
            },
            Function(
                "same_name",
                [
                    .positional("name", .text, "A cycle."),
                    .optionalPositional("other", .any, "As a script wrote it."),
                ],
                returns: "boolean",
                "Whether two spellings name one billing cycle (3.6)."
            ) { arguments, _ in
                .value(
                    .boolean(
                        arguments["other"]?.text.map(BillingCycle.init(rawValue:))
                            == BillingCycle(rawValue: arguments.text("name") ?? "")
                    )
                )
            },
            Function(
                "catalog_item",
                [.positional("id", .text, "product:sku:availability")],
                returns: "string, string, string",
                "The parts of a catalogue item's id (R-3)."
            ) { arguments, _ in
                let id = try CatalogItemID(arguments.text("id") ?? "")
                return .values([.text(id.product), .text(id.sku), .text(id.availability)])
            },
            Function(
                "result",
                [
                    .positional("title", .text, "What it is."),
                    .positional("names", .list, "All fields that it has."),
                    .positional("values", .table, "Those that have a value."),
                ],
                returns: "result",
                "Named values that scripts read and can't assign."
            ) { arguments, _ in
                let names = (arguments.list("names") ?? []).compactMap(\.text)
                let values = arguments["values"] ?? .nil
                return .value(
                    .result(arguments.text("title") ?? "", names.map { ($0, values[$0] ?? .nil) })
                )
            },
            Function(
                "opened",
                [.positional("purchase", .text, "Its title.")],
                returns: "integer",
                "Notes a purchase that waits for its table."
            ) { arguments, session in
                .value(.count(session.opened(arguments.text("purchase") ?? "")))
            },
            Function(
                "closed",
                [.positional("key", .integer, "What `opened` returned.")],
                returns: "nil",
                "Notes that the purchase got its table."
            ) { arguments, session in
                session.closed(arguments.integer("key") ?? 0)
                return .none
            },
        ]
    )
}
