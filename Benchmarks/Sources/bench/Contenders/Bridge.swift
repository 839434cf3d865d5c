import Lua

/// The bridge, with the same functions in Swift.
struct Bridge: Contender {
    let state: LuaState

    /// Deadline mode, with time that does not run out while a benchmark runs.
    static let deadline = LuaLimits(time: .seconds(3600), output: .max)
    /// Every instruction counted.
    static let metered = LuaLimits(instructions: .max, time: nil, output: .max)

    init(limits: LuaLimits = Bridge.deadline) throws {
        state = try LuaState(LuaConfiguration(limits: limits, prelude: Self.prelude))
    }

    func prepare(_ text: String) throws -> Work {
        let chunk = try state.load(LuaSource(name: "bench", text: text))
        return { count in
            try Contest.processorTime { _ = try state.callNow(chunk, [.integer(Int64(count))]) }
        }
    }

    private static var prelude: LuaPrelude {
        var prelude = LuaPrelude()
        prelude["successor"] = .function { call in .value(.integer(try call.integer(at: 1) &+ 1)) }
        prelude["mean"] = .function { call in .value(.number((try call.number(at: 1) + call.number(at: 2)) / 2)) }
        prelude["length"] = .function { call in .value(.integer(Int64(try call.withBytes(at: 1) { $0.count }))) }
        prelude["text_length"] = .function { call in .value(.integer(Int64(try call.text(at: 1).utf8.count))) }
        prelude["title"] = .function { _ in .value(.text("Azure Reserved VM Instance")) }
        prelude["make_line"] = .function { call in call.answer(Line.sample) }
        prelude["take_line"] = .function { call in
            let line = try call.record(at: 1, as: Line.self)
            let sum = line.quantity + line.line + line.minimum + line.maximum + (line.eligible ? 1 : 0)
            return .value(.integer(sum + Int64(line.id.utf8.count)))
        }
        prelude["keep_line"] = prelude["take_line"]
        prelude["product"] = .value(.object(Product()))
        prelude["later"] = .function { _ in .pending { [] } }
        return prelude
    }
}

/// An object as scripts hold one.
final class Product: LuaObject {
    let price: Int64 = 7

    static let luaType = LuaType(
        "product",
        of: Product.self,
        members: [
            .field("price") { .integer($0.price) },
            .method("total") { product, call in
                .value(.integer(product.price &* (try call.integer(at: 1)) &+ (try call.integer(at: 2))))
            },
        ]
    )
}

/// Ten fields, as a cart's line has them.
struct Line {
    var id, title, term, currency: String
    var quantity, line, minimum, maximum: Int64
    var tax: Double
    var eligible: Bool

    static let sample = Line(
        id: "DZH318Z0BQ3Q:0001",
        title: "Standard",
        term: "P3Y",
        currency: "USD",
        quantity: 4,
        line: 0,
        minimum: 1,
        maximum: 1000,
        tax: 0.21,
        eligible: true
    )
}

extension Line: LuaRecord {
    static let luaNames = LuaNames(
        "id",
        "title",
        "term",
        "currency",
        "quantity",
        "line",
        "minimum",
        "maximum",
        "tax",
        "eligible"
    )

    init(reading fields: inout LuaFieldReader) throws {
        try self.init(
            id: fields.text(),
            title: fields.text(),
            term: fields.text(),
            currency: fields.text(),
            quantity: fields.integer(),
            line: fields.integer(),
            minimum: fields.integer(),
            maximum: fields.integer(),
            tax: fields.number(),
            eligible: fields.boolean()
        )
    }

    func write(to fields: inout LuaFieldWriter) {
        fields.put(id)
        fields.put(title)
        fields.put(term)
        fields.put(currency)
        fields.put(quantity)
        fields.put(line)
        fields.put(minimum)
        fields.put(maximum)
        fields.put(tax)
        fields.put(eligible)
    }
}
