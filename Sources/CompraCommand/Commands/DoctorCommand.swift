import ArgumentParser
import Commerce
import LocalMarket
import PartnerCenter
import PartnerCenterWire

/// `compra doctor`.
struct DoctorCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look for what keeps Partner Center from being used: credentials, reach, clock, tokens, roles.",
        discussion: "Exit codes: 0 nothing found, 1 something found; each finding comes with its fix."
    )

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var account: AccountOptions
    @OptionGroup(title: "Output options") var consoleOptions: ConsoleOptions

    func perform(on console: Console) async throws {
        var report = DoctorReport()
        do {
            let remote = try account.remote(on: console)
            report.good("credentials", "read for tenant \(remote.credentials.tenant), and private")
            await examine(remote, &report)
        } catch let problem as Problem where problem.exitCode == .notAuthenticated {
            report.bad("credentials", problem.message, fix: problem.hint ?? "write them anew")
        }
        if json {
            console.output.write(try JSONText.bytes(of: report))
        } else {
            for line in report.lines(console.paint) { console.output.line(line) }
        }
        if !report.findings.allSatisfy(\.ok) { throw ExitCode.failed }
    }

    private func examine(_ remote: RemoteMarket, _ report: inout DoctorReport) async {
        await reach(remote, &report)
        do {
            _ = try await remote.tokens.token(for: .appOnly)
            report.good("app token", "issued")
        } catch {
            report.bad("app token", error.reason, fix: "check tenant, client_id and client_secret in the credentials")
        }
        guard await remote.tokens.hasUser else {
            report.bad("user", "no user has signed in", fix: "compra auth login --market \(remote.choice.name)")
            return
        }
        do {
            _ = try await remote.tokens.token(for: .appAndUser)
            report.good("user token", "issued")
        } catch {
            report.bad("user token", error.reason, fix: "compra auth login --market \(remote.choice.name)")
            return
        }
        let market = remote.market()
        var random = SystemRandomNumberGenerator()
        do {
            _ = try await market.perform(ListCustomers(), in: .fresh(using: &random))
            report.good("customers", "readable")
            _ = try await market.perform(ListInvoiceSummaries(), in: .fresh(using: &random))
            report.good("invoices", "readable: the user has a billing role")
        } catch {
            report.bad("roles", error.reason, fix: "give the user the role of an admin agent, and of billing")
        }
    }

    /// Whether the API answers at all, and whose clock is right: tokens and assertions die of a skewed one.
    private func reach(_ remote: RemoteMarket, _ report: inout DoctorReport) async {
        do {
            let answer = try await remote.transport.send(
                WireRequest(method: "GET", target: "/v1/customers?size=1"),
                to: remote.credentials.cloud.api
            )
            report.good("reach", "\(remote.credentials.cloud.api) answers")
            guard let date = answer.headers["Date"], let time = Timestamp(httpDate: date) else { return }
            let skew = WallClock.time - time
            if abs(skew) <= 60 {
                report.good("clock", "within a minute of the service's")
            } else {
                report.bad(
                    "clock",
                    "\(abs(skew)) s \(skew > 0 ? "ahead of" : "behind") the service's",
                    fix: "set it: timedatectl set-ntp true"
                )
            }
        } catch {
            report.bad("reach", error.reason, fix: "check the network, a proxy, and the credentials' cloud or url")
        }
    }
}

/// What was found, each with its fix.
struct DoctorReport: Encodable {
    private(set) var findings: [Finding] = []

    struct Finding: Encodable {
        let subject: String
        let ok: Bool
        let message: String
        let fix: String?
    }

    mutating func good(_ subject: String, _ message: String) {
        findings.append(Finding(subject: subject, ok: true, message: message, fix: nil))
    }

    mutating func bad(_ subject: String, _ message: String, fix: String) {
        findings.append(Finding(subject: subject, ok: false, message: message, fix: fix))
    }

    func lines(_ paint: Paint) -> [String] {
        findings.flatMap { finding in
            [
                "\(paint(finding.ok ? "ok" : "!!", finding.ok ? .faint : .red)) \(finding.subject): \(finding.message.printable)"
            ]
                + (finding.fix.map { ["   fix: \($0.printable)"] } ?? [])
        }
    }
}

extension Timestamp {
    /// Reads the date of an HTTP header: `Mon, 23 Nov 2026 22:06:33 GMT`.
    init?(httpDate text: String) {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let words = text.split(whereSeparator: { $0 == " " || $0 == ":" })
        guard words.count == 8, let day = Int(words[1]), let month = months.firstIndex(of: String(words[2])),
            let year = Int(words[3]), let hour = Int(words[4]), let minute = Int(words[5]), let second = Int(words[6])
        else { return nil }
        self.init(year: year, month: month + 1, day: day, hour: hour, minute: minute, second: second)
    }
}
