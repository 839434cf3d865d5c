import ArgumentParser
import Commerce
import Compra
import LocalMarket
import Runs

/// One run of a script by a command: planned or real, told as JSON or to people.
struct ScriptRun {
    private let script: ScriptOptions
    private let libraries: LibraryOptions
    private let limits: Limits
    private let market: any Marketplace
    private let outputFolder: @Sendable (_ run: String) -> String
    private let console: Console

    /// - Throws: ``Problem`` with the exit code 64 for a setting that can't be read.
    init(
        _ script: ScriptOptions,
        _ libraries: LibraryOptions,
        _ limits: LimitOptions,
        _ market: MarketOptions,
        _ confirmation: ConfirmationOptions? = nil,
        on console: Console
    ) async throws {
        let settings = try Settings.load()
        self.script = script
        self.libraries = libraries
        self.limits = try limits.limits(by: settings)
        let market = try await market.open(on: console, by: settings)
        self.market = confirmation?.confirming(market, on: console) ?? market
        outputFolder = settings.outputFolder(script.output)
        self.console = console
    }

    /// Runs the script and says what it did.
    ///
    /// - Returns: The run, which ended well.
    /// - Throws: ``Problem`` when it failed, after what was ordered until then was told.
    func perform(isPlan: Bool) async throws -> Run {
        let stream = script.json ? console.error : console.output
        let host = ScriptHost(
            market: market,
            limits: limits,
            logger: console.logger("compra.script"),
            outputFolder: outputFolder,
            output: { stream.write($0) }
        )
        let (file, libraries) = try await libraries.read(script.script, for: market.identity.environment)
        do {
            let run = try await host.run(file, arguments: try script.arguments(), libraries: libraries, isPlan: isPlan)
            try await tell(run, isPlan: isPlan)
            return run
        } catch let failure as RunFailure {
            try await tell(failure.run, isPlan: isPlan)
            throw problem(failure)
        }
    }

    /// Names what was bought on standard error where standard output lost it: money may have moved.
    private func tellLostOrders(of run: Run, isPlan: Bool) {
        guard console.output.loss != nil, !isPlan else { return }
        for order in run.orders {
            let customer = "customer \(order.referenceCustomerId)"
            console.error.line("ordered: \(order.id), \(order.total?.display ?? "price unknown"), \(customer)")
        }
    }

    private func tell(_ run: Run, isPlan: Bool) async throws {
        defer { tellLostOrders(of: run, isPlan: isPlan) }
        if script.json {
            console.output.write(try JSONText.bytes(of: run.report))
            return
        }
        guard console.verbosity != .quiet || isPlan else { return }
        let customers = await customers(of: run)
        let lines =
            isPlan
            ? try PlanSummary(run: run, customers: customers, paint: console.paint).lines()
            : try OrderSummary(orders: run.orders, customers: customers, paint: console.paint).lines()
        // Apart from what the script printed.
        if !lines.isEmpty, console.output.wasWritten { console.output.line("") }
        for line in lines { console.output.line(line) }
    }

    /// The customers that a summary names. One that can't be read is named by its id there.
    ///
    /// They are read in a task of their own: what an interrupted run bought is told like that of any other.
    private func customers(of run: Run) async -> [String: Customer] {
        await Task { [market] in
            var customers: [String: Customer] = [:]
            var random = SystemRandomNumberGenerator()
            for id in Set(run.orders.map(\.referenceCustomerId) + run.plannedWrites.map(\.customerID)) {
                let context = CallContext.fresh(using: &random)
                customers[id] = try? await market.perform(GetCustomer(customerID: id), in: context)
            }
            return customers
        }.value
    }

    private func problem(_ failure: RunFailure) -> Problem {
        let report = failure.run.report
        if Task.isCancelled, report.status != .unknown {
            let bought = report.orders.isEmpty ? "nothing was ordered" : "\(report.orders.count) ordered before"
            return Problem("interrupted: \(bought)", exitCode: .interrupted)
        }
        guard let error = report.error else { return Problem("\(failure)", exitCode: ExitCode(report)) }
        var problem = Problem(error, exitCode: ExitCode(report))
        problem.syntax = (failure.error as? LuaError)?.syntax
        if console.verbosity == .verbose { problem.traceback = (failure.error as? LuaError)?.traceback }
        return problem
    }
}
