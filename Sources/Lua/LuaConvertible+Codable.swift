internal import CLuaShim

/// Dictionaries ask for whatever keys there are.
protocol LuaDictionary {}
extension Dictionary: LuaDictionary where Key == String {}

extension LuaConvertible where Self: Codable {
    public static func fromLua(_ value: LuaValue) throws -> Self { try LuaValueDecoder.decode(Self.self, from: value) }
    public var luaValue: LuaValue { get throws { try LuaValueEncoder.encode(self) } }
}

extension Dictionary: LuaConvertible where Key == String, Value: LuaConvertible {
    public static func fromLua(_ value: LuaValue) throws -> [String: Value] {
        guard let entries = value.entries else { throw LuaConversionError(expected: "table", got: value) }
        var result: [String: Value] = [:]
        for (key, value) in entries {
            guard let name = key.text else {
                throw LuaConversionError("a table with names expected, got the key \(key.luaKey)")
            }
            do {
                result[name] = try Value.fromLua(value)
            } catch let error as LuaConversionError {
                throw error.within(name)
            }
        }
        return result
    }

    /// Sorted by name, so that every run goes the same way.
    public var luaValue: LuaValue {
        get throws {
            try .record(sorted { $0.key < $1.key }.map { (key: .text($0.key), value: try $0.value.luaValue) })
        }
    }
}

extension LuaValue {
    /// A key as errors show it.
    var luaKey: String {
        switch self {
        case .string(let text): text.repaired
        case .integer(let value): "[\(value)]"
        case .number(let value): "[\(value)]"
        default: typeName
        }
    }
}

extension [any CodingKey] {
    /// "lines[2].quantity".
    var luaPath: String {
        reduce(into: "") { path, key in
            path += key.intValue != nil || path.isEmpty ? key.stringValue : "." + key.stringValue
        }
    }
}

/// The name that was probably meant: the one that errors of Lua's suggest.
func nearestName(to name: String, in names: [String]) -> String? {
    var best: String?
    var distance: Int = 0
    for candidate in names {
        let edits = unsafe shim_name_distance(name, candidate)
        if edits >= 0, best == nil || edits < distance {
            best = candidate
            distance = Int(edits)
        }
    }
    return best
}
