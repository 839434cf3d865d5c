extension Row {
    /// Checkouts of carts of one line in a ``LargeMarket``, each on disk before it is answered.
    static let checkouts = [
        Row("durable checkout, one client", reference: "bare SQLite", bound: .over(150_000)) {
            let registers = try await Registers()
            return try await Contest.compare {
                try await registers.checkOut($0)
            } _: {
                try await registers.write($0)
            }
        },
        Row("durable checkout, 16 clients", reference: "bare SQLite, 16 a commit", bound: .times(1 / 0.6)) {
            let registers = try await Registers()
            return try await Contest.compare {
                try await registers.checkOut(max($0, 320), clients: 16) * Double($0) / Double(max($0, 320))
            } _: {
                let count = max($0 / 16 * 16, 320)
                return try await registers.write(count, together: 16) * Double($0) / Double(count)
            }
        },
        Row("checkout on PostgreSQL, 16 clients", reference: "pgbench", bound: .times(1 / 0.7)) {
            let registers = try await ServerRegisters()
            var (ours, reference): ([Double], [Double]) = ([], [])
            for _ in 0..<5 {
                ours.append(try await registers.checkOut(800, clients: 16))
                reference.append(try registers.pgbench(800, clients: 16))
            }
            return Outcome(ours: ours, reference: reference)
        },
        Row("syncs of a checkout, 16 clients", unit: .count, bound: .most(0.25)) {
            Outcome(ours: Reading(try await Registers().syncs(of: 1600, clients: 16)), reference: nil)
        },
    ]
}
