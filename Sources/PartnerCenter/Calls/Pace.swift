import Synchronization

/// Time and chance of the client's own waiting, which tests replace.
public final class Pace: Sendable {
    /// Milliseconds on a clock that only goes forward.
    let milliseconds: @Sendable () -> Int64

    /// Waits for so many milliseconds.
    let pause: @Sendable (Int64) async throws -> Void
    private let random: Mutex<any RandomNumberGenerator & Sendable>

    public init(
        milliseconds: @escaping @Sendable () -> Int64,
        pause: @escaping @Sendable (Int64) async throws -> Void,
        random: any RandomNumberGenerator & Sendable
    ) {
        self.milliseconds = milliseconds
        self.pause = pause
        self.random = Mutex(random)
    }

    /// This machine's time, and the system's chance.
    public static let real = {
        let start = ContinuousClock.now
        return Pace(
            milliseconds: { Int64((ContinuousClock.now - start) / .milliseconds(1)) },
            pause: { try await Task.sleep(for: .milliseconds($0)) },
            random: SystemRandomNumberGenerator()
        )
    }()

    /// Draws a number.
    func chance(_ draw: (inout any RandomNumberGenerator & Sendable) -> Int64) -> Int64 {
        random.withLock { draw(&$0) }
    }
}
