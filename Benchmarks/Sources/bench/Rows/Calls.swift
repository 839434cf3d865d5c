import Reference

extension Row {
    /// Calls of a host function with scalars.
    static let calls =
        duel("scalar call", bound: 1.25, "local f = successor for i = 1, ... do f(i) end")
        + duel("scalar call, two numbers", bound: 1.5, "local f = mean for i = 1, ... do f(i, 0.5) end")
        + [
            Row("allocations of 1,000 scalar calls", unit: .count, bound: .most(0)) {
                let calls = try Bridge().prepare("local f, m = successor, mean for i = 1, ... do f(i) m(i, 0.5) end")
                return Outcome(ours: Reading(try await allocations(of: calls, times: 1000)))
            }
        ]

    /// Blocks that so many times need beyond what calling the text itself does.
    static func allocations(of work: Work, times: Int) async throws -> Double {
        guard reference_allocations() >= 0 else { throw Unavailable("malloc cannot be watched on this system") }
        _ = try await work(times)
        var counts: [Int64] = []
        for count in [0, times] {
            let before = reference_allocations()
            _ = try await work(count)
            counts.append(reference_allocations() - before)
        }
        return Double(counts[1] - counts[0])
    }
}
