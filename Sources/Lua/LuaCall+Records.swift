internal import CLuaShim

extension LuaCall {
    /// The records that an argument, a list of tables, stands for. Their fields cross many at a time.
    ///
    /// ```swift
    /// prelude["stock_up"] = .function { call in
    ///     for offer in try call.records(at: 1, as: Offer.self) { shelf.add(offer) }
    ///     return .none
    /// }
    /// ```
    public func records<Record: LuaRecord>(at position: Int, as type: Record.Type = Record.self) throws -> [Record] {
        let list = index(position)
        guard kind(at: position) == .table else { throw mismatch(at: position, expected: "table") }
        let names = Record.luaNames
        let count = unsafe shim_length(thread, list)
        let most = Int64(max(1, 200 / max(1, names.count)))
        var records: [Record] = []
        var next: Int64 = 1
        while next <= count {
            let rows = Int32(min(most, count - next + 1))
            var first: Int32 = 0
            let status = unsafe shim_push_rows(thread, list, names.raw, next, rows, &first)
            guard status == SHIM_OK else { throw refused(status, at: position) }
            defer { unsafe shim_drop(thread, rows * Int32(names.count)) }
            for row in 0..<rows {
                var reader = LuaFieldReader(from: first + row * Int32(names.count), names: names, of: self)
                do {
                    try records.append(Record(reading: &reader))
                } catch let error as LuaConversionError {
                    throw mismatch(at: position, error.within("[\(next + Int64(row))]").description)
                }
            }
            next += Int64(rows)
        }
        return records
    }

    /// What C says of an item, told as an error of the argument.
    private func refused(_ status: Int32, at position: Int) -> LuaError {
        let error = unsafe LuaCore.of(thread).failure(Int(status))
        return error.code == .runtime ? mismatch(at: position, error.message) : error
    }
}
