import Foundation
import TestStores
import Testing

/// `kill -9` while several processes buy from one market, twenty times; `COMPRA_KILLS` says how many times otherwise.
///
/// Takes some seconds of processor time, because each kill costs the start of a process.
@Suite(.timeLimit(.minutes(30))) struct KillTests {
    private static let kills = ProcessInfo.processInfo.environment["COMPRA_KILLS"].flatMap { Int($0) } ?? 20

    @Test func `every answered checkout is there once, and no other is, whoever is killed when`() async throws {
        try await expectAnswers(of: try await Load(processes: 4), kills: Self.kills)
    }

    /// A fourth as often, because what is killed here leaves nothing to a file, but only a connection.
    @Test func `the same of clients of a PostgreSQL server`() async throws {
        let load = try await Load(processes: 3, environment: ["COMPRA_STORE": try TestStores.freshAddress()])
        try await expectAnswers(of: load, kills: max(1, Self.kills / 4))
    }

    private func expectAnswers(of load: Load, kills: Int) async throws {
        for _ in 0..<kills { try await load.killOne() }
        try await load.killAll()

        let ordered = try await load.ordered()
        let (begun, answered) = load.told()
        #expect(answered.count > kills / 2)
        #expect(Set(ordered).count == ordered.count, "a cart was ordered twice")
        #expect(answered.subtracting(ordered) == [], "an answered order is gone")
        #expect(Set(ordered).subtracting(begun) == [], "an order was made that nobody asked for")
        // Of each process that was killed, one checkout may be there that it was not told of.
        #expect(ordered.count - answered.count <= kills + load.processes)
        #expect(try await load.invoiced() == ordered.count)
    }
}

/// Processes that buy until they are killed.
private final class Load {
    let place: Workplace
    let processes: Int
    private var running: [RunningCommand] = []
    private var ended: [Outcome] = []

    /// Each line tells how far a checkout is. What a cart's line is called is what its order's line is called.
    private static let script = """
        local customer = market.customers:get "contoso.onmicrosoft.com"
        local offer = customer:catalog{ segment = "commercial" }:product("DEMO0SQL2022"):sku("0001"):availabilities():first()
        local number = 0
        while true do
          number = number + 1
          local name = args.name .. "." .. number
          local cart = customer:cart{ lines = { { offer = offer, quantity = 1, friendly_name = name } } }
          print("begun " .. name)
          assert(#cart:checkout().orders == 1)
          print("answered " .. name)
        end
        """

    init(processes: Int, environment: [String: String] = [:]) async throws {
        self.processes = processes
        place = try Workplace(environment: environment)
        try place.write("buy.lua", Self.script)
        try await place.compra("market", "init")
        for _ in 0..<processes { running.append(try start()) }
    }

    private func start() throws -> RunningCommand {
        let name = "buyer\(running.count + ended.count)"
        return try place.start(["run", "buy.lua", "--arg", "name=\(name)", "--time-limit", "1h"])
    }

    /// Kills a process at any moment after some further answers to it, and starts another in its place.
    func killOne() async throws {
        let index = Int.random(in: 0..<processes)
        let victim = running[index]
        let goal = try victim.answers + Int.random(in: 0...8)
        while try victim.answers < goal {
            guard victim.isRunning else { throw Ended(error: try victim.errorSoFar()) }
            await Task.yield()
        }
        // Not to wait for anything: without it every process would be killed just after an answer.
        try await Task.sleep(for: .microseconds(Int.random(in: 0...10_000)))
        victim.kill()
        ended.append(try await victim.outcome())
        running[index] = try start()
    }

    func killAll() async throws {
        for victim in running {
            victim.kill()
            ended.append(try await victim.outcome())
        }
        running = []
    }

    /// What the processes told: the checkouts that they began, and those that were answered.
    func told() -> (begun: Set<String>, answered: Set<String>) {
        let lines = ended.flatMap { $0.output.split(separator: "\n") }.map { $0.split(separator: " ") }
        func names(_ word: String) -> Set<String> {
            Set(lines.filter { $0.count == 2 && $0[0] == word }.map { String($0[1]) })
        }
        return (names("begun"), names("answered"))
    }

    /// What is in the market: the name of every order's line.
    func ordered() async throws -> [String] {
        // Orders are listed after some time only.
        try await place.compra("market", "advance", "P1D")
        let listed = try await place.run(
            """
            for order in market.customers:get("contoso.onmicrosoft.com"):orders{} do
              for _, line in ipairs(order.lines) do print(line.friendly_name) end
            end
            """,
            "--time-limit",
            "1h"
        )
        #expect(listed.code == 0, "\(listed.error)")
        return listed.output.split(separator: "\n").map(String.init)
    }
}

extension Load {
    /// How many lines the month's invoice has, each of them a charge for an order; they add up to it.
    func invoiced() async throws -> Int? {
        try await place.compra("market", "close")
        let told = try await place.run(
            """
            local count, sum = 0, money.zero "USD"
            local invoice = market.invoices:list{}:one()
            for line in invoice:lines{} do count, sum = count + 1, sum + line.total_for_customer end
            assert(sum == invoice.total_charges)
            print(count)
            """,
            "--time-limit",
            "1h"
        )
        return Int(told.output.dropLast())
    }
}

/// A process ended that should have bought until it is killed.
private struct Ended: Error {
    let error: String
}

extension RunningCommand {
    fileprivate var answers: Int {
        get throws { try outputSoFar().components(separatedBy: "answered").count - 1 }
    }
}
