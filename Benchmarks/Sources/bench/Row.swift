/// One line of the table: what is measured, against what, and how much of it is allowed.
///
/// A row measures nothing until it is asked, so a filter costs nothing.
struct Row: Sendable {
    let what: String
    /// What `ours` is held against, as the table names it; empty when the bound is absolute.
    let reference: String
    let unit: Quantity.Unit
    /// `nil` for what is shown for comparison only.
    let bound: Bound?
    let measure: @Sendable () async throws -> Outcome

    init(
        _ what: String,
        reference: String = "",
        unit: Quantity.Unit = .time,
        bound: Bound? = nil,
        _ measure: @escaping @Sendable () async throws -> Outcome
    ) {
        self.what = what
        self.reference = reference
        self.unit = unit
        self.bound = bound
        self.measure = measure
    }
}

/// What a row allows.
enum Bound: Sendable {
    /// At most so many times the reference.
    case times(Double)
    /// At most so much, in the row's unit.
    case most(Double)
    /// At most so much more than the reference, in the row's unit.
    case over(Double)
}

/// What a row found. `reference` is absent where the bound is absolute and there is nothing to show beside it.
struct Outcome: Sendable {
    var ours: Reading
    var reference: Reading?
    var ratio: Double?

    init(ours: Reading, reference: Reading? = nil) {
        self.ours = ours
        self.reference = reference
        ratio = reference.map { ours.best / $0.best }
    }

    /// - Parameter ours: Samples, each taken beside the reference's of the same position. Their ratios' median is the row's:
    ///   a machine that slows down for a while slows both of a pair down.
    init(ours: [Double], reference: [Double]) {
        self.ours = Reading(samples: ours)
        self.reference = Reading(samples: reference)
        ratio = zip(ours, reference).map { $0 / $1 }.sorted()[ours.count / 2]
    }

    func meets(_ bound: Bound) -> Bool {
        switch bound {
        case .times(let times): ratio.map { $0 <= times } ?? false
        case .most(let most): ours.median <= most
        case .over(let more): reference.map { ours.median - $0.median <= more } ?? false
        }
    }
}

/// One quantity, measured many times.
struct Reading: Sendable {
    /// The least: what it costs when nothing else wants the processor.
    var best: Double
    /// How far the median lies over the best, as a part of it.
    var spread = 0.0
    /// What it costs as a rule: bounds that are absolute hold for this.
    var median: Double { best * (1 + spread) }

    init(_ exact: Double) { best = exact }

    /// - Parameter samples: At least one.
    init(samples: [Double]) {
        let sorted = samples.sorted()
        best = sorted[0]
        spread = best > 0 ? sorted[sorted.count / 2] / best - 1 : 0
    }
}

/// Why a row has no numbers: something is not installed, or not built.
struct Unavailable: Error {
    let reason: String

    init(_ reason: String) { self.reason = reason }
}
