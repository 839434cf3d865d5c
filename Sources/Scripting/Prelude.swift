import Commerce
import Lua
import Stdlib

extension LuaPrelude {
    /// The names that a purchase script starts with, beside Lua's own.
    init(session: Session, arguments: [String: AttributeValue]) {
        self.init()
        self["market"] = .value(.object(MarketObject(session)))
        self["args"] = .value(.object(ScriptArgumentsObject(arguments)))
        self["money"] = .value(.object(MoneyMaker()))
        for currency in [Currency.usd, .eur, .gbp, .jpy] {
            self[currency.code] = .value(.function(MoneyMaker.maker(of: currency)))
        }
        self["clock"] = .value(Library.clock(session).luaValue)
        self["json"] = .value(Library.json.luaValue)
        self["log"] = .value(Library.log(session.logger).luaValue)
        self["purchase"] = .module(LuaSource(name: "purchase", bytes: Stdlib.purchase, isTrusted: true))
        self[trusted: "host"] = .value(Library.host(session).luaValue)
    }
}

extension Library {
    /// What the Lua side of Compra needs of Swift; scripts don't see it.
    static func host(_ session: Session) -> Library {
        Library(
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
                ) { arguments in
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
                ) { arguments in
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
                ) { arguments in
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
                ) { arguments in
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
                ) { arguments in
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
                ) { arguments in
                    .value(.count(session.opened(arguments.text("purchase") ?? "")))
                },
                Function(
                    "closed",
                    [.positional("key", .integer, "What `opened` returned.")],
                    returns: "nil",
                    "Notes that the purchase got its table."
                ) { arguments in
                    session.closed(arguments.integer("key") ?? 0)
                    return .none
                },
            ]
        )
    }
}
