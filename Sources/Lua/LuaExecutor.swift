#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// The threads that Lua runs on: a script that computes keeps one of them busy and none of Swift's cooperative pool.
///
/// A host operation that does not really suspend stays on its thread, so waiting for it costs no hop.
public final class LuaExecutor: TaskExecutor {
    /// As many threads as the machine has processors, at least two; they live as long as the process.
    public static let shared = LuaExecutor(threads: max(2, sysconf(Int32(_SC_NPROCESSORS_ONLN))))

    /// Lua nests C calls 200 deep at most; each takes some kilobytes.
    private static let stackSize = 4 << 20

    private let queue = JobQueue()

    init(threads: Int) {
        for _ in 0..<threads { startThread() }
    }

    public func enqueue(_ job: consuming ExecutorJob) { queue.append(UnownedJob(job)) }

    private func startThread() {
        var attributes = pthread_attr_t()
        unsafe pthread_attr_init(&attributes)
        unsafe pthread_attr_setstacksize(&attributes, Self.stackSize)
        unsafe pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        var thread = zeroThread()
        let context = unsafe Unmanaged.passRetained(self).toOpaque()
        let status = unsafe pthread_create(&thread, &attributes, runThread, context)
        unsafe pthread_attr_destroy(&attributes)
        if status != 0 { unsafe Unmanaged<LuaExecutor>.fromOpaque(context).release() }
    }

    fileprivate func runJobs() -> Never {
        while true { unsafe queue.next().runSynchronously(on: asUnownedTaskExecutor()) }
    }
}

#if canImport(Darwin)
    private func zeroThread() -> pthread_t? { nil }
    private func runThread(_ context: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
        unsafe Unmanaged<LuaExecutor>.fromOpaque(context).takeUnretainedValue().runJobs()
    }
#else
    private func zeroThread() -> pthread_t { pthread_t() }
    private func runThread(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        guard let context = unsafe context else { return nil }
        unsafe Unmanaged<LuaExecutor>.fromOpaque(context).takeUnretainedValue().runJobs()
    }
#endif

/// Jobs in the order in which they came.
@safe private final class JobQueue: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let arrived = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var jobs: [UnownedJob] = []
    private var first = 0
    private var idle = 0

    init() {
        unsafe mutex.initialize(to: pthread_mutex_t())
        unsafe arrived.initialize(to: pthread_cond_t())
        unsafe pthread_mutex_init(mutex, nil)
        unsafe pthread_cond_init(arrived, nil)
    }

    deinit {
        unsafe pthread_cond_destroy(arrived)
        unsafe pthread_mutex_destroy(mutex)
        unsafe arrived.deallocate()
        unsafe mutex.deallocate()
    }

    func append(_ job: UnownedJob) {
        unsafe pthread_mutex_lock(mutex)
        jobs.append(job)
        if idle > 0 { unsafe pthread_cond_signal(arrived) }
        unsafe pthread_mutex_unlock(mutex)
    }

    func next() -> UnownedJob {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        idle += 1
        while first == jobs.count { unsafe pthread_cond_wait(arrived, mutex) }
        idle -= 1
        let job = jobs[first]
        first += 1
        if first == jobs.count || first > 1024 {
            jobs.removeFirst(first)
            first = 0
        }
        return job
    }
}
