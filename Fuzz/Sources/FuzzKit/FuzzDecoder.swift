import Lua

@_cdecl("compra_fuzz_decoder")
public func fuzzDecoder(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    if let fault = faultOfDecoder(Array(UnsafeBufferPointer(start: bytes, count: count))) { fatalError(fault) }
    return 0
}

extension Sample: LuaConvertible {}

/// Reads a Swift value from a value of Lua's that the bytes stand for. Either it is refused with an error, or it is one that
/// crosses back and is read as the same.
func faultOfDecoder(_ bytes: [UInt8]) -> String? {
    var choices = Choices(bytes)
    let value = choices.sample(depth: 0)
    guard let sample = try? Sample.fromLua(value) else { return nil }
    do {
        let crossing = try sample.luaValue
        let again = try Sample.fromLua(crossing)
        return try again.luaValue.isSame(as: crossing) ? nil : "\(sample) came back as \(again)"
    } catch {
        return "\(sample) cannot be read again: \(error)"
    }
}

extension Choices {
    private static let names = [
        "flag", "count", "small", "large", "rate", "name", "kind", "list", "lists", "names", "samples", "rest", "none",
        "more", "_0", "nmae",
    ]

    /// A table with the fields of a sample, most of them of the kind that is wanted.
    fileprivate mutating func sample(depth: Int) -> LuaValue {
        guard depth < 5, number(below: 8) > 0 else { return value(depth: depth) }
        var entries: [(key: LuaValue, value: LuaValue)] = [
            (key: "flag", value: true), (key: "count", value: .integer(Int64(bitPattern: word()))),
            (key: "name", value: .bytes(take(number(below: 6)))),
        ]
        for _ in 0..<number(below: 5) {
            let name = pick(Self.names)
            entries.removeAll { $0.key == .text(name) }
            entries.append((key: .text(name), value: field(name, depth: depth + 1)))
        }
        return .record(entries)
    }

    private mutating func rest(_ name: String, depth: Int) -> LuaValue {
        .fields([(LuaString(name), .fields([(LuaString("_0"), sample(depth: depth))]))])
    }

    private mutating func field(_ name: String, depth: Int) -> LuaValue {
        guard number(below: 4) > 0 else { return value(depth: depth) }
        return switch name {
        case "small", "large": .integer(Int64(number(below: 512)) - 200)
        case "rate": .number(Double(bitPattern: word()))
        case "kind": pick(["one", "two", "three"] as [LuaValue])
        case "list", "lists": .list((0..<number(below: 4)).map { _ in value(depth: depth + 1) })
        case "names": .record([(key: .bytes(take(2)), value: .integer(1))])
        case "samples": .list((0..<number(below: 3)).map { _ in sample(depth: depth) })
        case "rest": rest(pick(["none", "more"]), depth: depth)
        default: value(depth: depth)
        }
    }
}
