import Lua

@_cdecl("compra_fuzz_values")
public func fuzzValues(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    if let fault = faultOfValue(Array(UnsafeBufferPointer(start: bytes, count: count))) { fatalError(fault) }
    return 0
}

/// Sends a value that the bytes stand for to Lua and back: it comes back the same, or an error says why it can't cross. The
/// answer says what does not hold.
func faultOfValue(_ bytes: [UInt8]) -> String? {
    var choices = Choices(bytes)
    let limits = LuaLimits(memory: 8 << 20, instructions: 200_000, time: nil, depth: 20, items: 5_000, bytes: 1 << 20)
    guard let state = try? LuaState(LuaConfiguration(limits: limits)) else { return nil }
    let fault = fault(of: &choices, in: state)
    state.close()
    let left = state.statistics
    return fault ?? (left.memory + left.objects == 0 ? nil : "the closed state holds \(left)")
}

private func fault(of choices: inout Choices, in state: LuaState) -> String? {
    if choices.byte() & 1 == 0 {
        let value = choices.value(depth: 0)
        guard let echo = try? state.load(LuaSource(name: "echo.lua", text: "return ...")),
            let answer = try? state.callNow(echo, [value])
        else { return nil }
        guard answer.count == 1, answer[0].isSame(as: value) else { return "\(value) came back as \(answer)" }
    } else {
        // Any text is a script, or a syntax error.
        guard let script = try? state.load(LuaSource(name: "any.lua", bytes: choices.rest())) else { return nil }
        _ = try? state.callNow(script)
    }
    return nil
}

extension Choices {
    mutating func value(depth: Int) -> LuaValue {
        switch number(below: depth > 6 ? 5 : 7) {
        case 0: .boolean(byte() & 1 == 0)
        case 1: .integer(Int64(bitPattern: word()))
        case 2: .number(Double(bitPattern: word()))
        case 3: .bytes(take(number(below: 40)))
        case 4: .text("text")
        case 5: .list((0..<number(below: 6) + 1).map { _ in value(depth: depth + 1) })
        default: .record(entries(depth: depth))
        }
    }

    /// Entries with distinct keys in Lua's order.
    private mutating func entries(depth: Int) -> [(key: LuaValue, value: LuaValue)] {
        (0..<number(below: 6) + 1).map { index in (key: .text("key\(index)"), value: value(depth: depth + 1)) }
    }
}

extension LuaValue {
    /// Equal, bit by bit; NaN is itself.
    func isSame(as other: LuaValue) -> Bool {
        switch (self, other) {
        case (.number(let left), .number(let right)): left.bitPattern == right.bitPattern
        case (.list(let left), .list(let right)):
            left.count == right.count && zip(left, right).allSatisfy { $0.isSame(as: $1) }
        case (.record(let left), .record(let right)):
            left.count == right.count
                && zip(left, right).allSatisfy { $0.key.isSame(as: $1.key) && $0.value.isSame(as: $1.value) }
        default: self == other
        }
    }
}
