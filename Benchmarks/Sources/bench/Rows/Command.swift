extension Row {
    /// The command beside the interpreter: an empty script.
    static let command = [
        Row("compra run of an empty script", reference: "lua5.4", bound: .most(20e6)) {
            try await run { $0.time }
        },
        Row("compra run of an empty script, memory", reference: "lua5.4", unit: .memory, bound: .most(32 * 1024 * 1024))
        {
            try await run { $0.memory }
        },
    ]

    private static func run(_ quantity: (Launch) -> Double) async throws -> Outcome {
        let command = try Launch.compra
        var ours: [Double] = []
        var reference: [Double] = []
        for _ in 0..<30 {
            ours.append(quantity(try Launch([command, "run", "/dev/null"])))
            reference.append(quantity(try Launch(["lua5.4", "/dev/null"])))
        }
        return Outcome(ours: ours, reference: reference)
    }
}
