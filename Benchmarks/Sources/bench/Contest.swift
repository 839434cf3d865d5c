import Reference

/// Does something `count` times and answers how many nanoseconds that took.
typealias Work = (_ count: Int) async throws -> Double

/// Measures pieces of work side by side: in turns, so that what slows the machine down slows all of them down.
enum Contest {
    /// A sample is at least this long, in nanoseconds.
    private static let sample = 3e6
    private static let rounds = 40
    /// Rounds go on while the best still improves by more than this.
    private static let settled = 0.02
    private static let mostRounds = 240

    /// Nanoseconds of one time, ours and the reference's.
    static func compare(_ ours: Work, _ reference: Work) async throws -> Outcome {
        let counts = (try await calibrate(ours), try await calibrate(reference))
        var samples: (ours: [Double], reference: [Double]) = ([], [])
        repeat {
            for round in 0..<rounds {
                if round.isMultiple(of: 2) {
                    samples.ours.append(try await ours(counts.0) / Double(counts.0))
                    samples.reference.append(try await reference(counts.1) / Double(counts.1))
                } else {
                    samples.reference.append(try await reference(counts.1) / Double(counts.1))
                    samples.ours.append(try await ours(counts.0) / Double(counts.0))
                }
            }
        } while samples.ours.count < mostRounds && !(isSettled(samples.ours) && isSettled(samples.reference))
        return Outcome(ours: samples.ours, reference: samples.reference)
    }

    /// Nanoseconds of one time.
    static func measure(_ work: Work) async throws -> Reading {
        let count = try await calibrate(work)
        var samples: [Double] = []
        repeat {
            for _ in 0..<rounds { samples.append(try await work(count) / Double(count)) }
        } while samples.count < mostRounds && !isSettled(samples)
        return Reading(samples: samples)
    }

    /// How many times fill a sample. Also warms up.
    private static func calibrate(_ work: Work) async throws -> Int {
        var count = 1
        while true {
            let time = try await work(count)
            if time >= sample { return count }
            count = max(count * 2, Int(Double(count) * min(sample / max(time, 1) * 1.1, 1000)))
        }
    }

    private static func isSettled(_ samples: [Double]) -> Bool {
        guard samples.count >= 2 * rounds, let newest = samples.suffix(rounds).min(),
            let before = samples.dropLast(rounds).min()
        else { return false }
        return newest >= before * (1 - settled)
    }

    /// What the calling thread needs for something on a processor, in nanoseconds: other processes do not count.
    static func processorTime(_ body: () throws -> Void) rethrows -> Double {
        let began = reference_thread_time()
        try body()
        return Double(reference_thread_time() - began)
    }

    /// What all threads of the process need for something on processors, in nanoseconds: waking them does not count.
    static func processTime(_ body: () async throws -> Void) async rethrows -> Double {
        let began = reference_process_time()
        try await body()
        return Double(reference_process_time() - began)
    }

    /// What the clock shows for something, in nanoseconds.
    static func wallTime(_ body: () async throws -> Void) async rethrows -> Double {
        let (seconds, attoseconds) = try await ContinuousClock().measure(body).components
        return Double(seconds) * 1e9 + Double(attoseconds) / 1e9
    }
}
