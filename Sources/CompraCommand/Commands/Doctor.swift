import Commerce
import FoundationEssentials
import LocalMarket
import PartnerCenter
import PartnerCenterWire

/// Looks at everything between this machine and an answer of Partner Center's, in the order that calls need it. What
/// can't be looked at because of an earlier finding is left out.
struct Doctor {
    let remote: RemoteMarket
    var now: @Sendable () -> Timestamp = { WallClock.time }

    /// The findings, after those of a report.
    func examine(_ report: DoctorReport) async -> DoctorReport {
        var report = report
        examineTokenFile(&report)
        let (authority, api) = (remote.credentials.cloud.authority, remote.credentials.cloud.api)
        let reachesAuthority = await reach("authority", at: authority, "/", &report)
        let reachesAPI = await reach("reach", at: api, "/v1/customers?size=1", &report)
        guard reachesAuthority, await examineTokens(&report), reachesAPI else { return report }
        await examineRoles(&report)
        return report
    }

    private func examineTokenFile(_ report: inout DoctorReport) {
        guard FileManager.default.fileExists(atPath: remote.tokenFile) else { return }
        if TokenCache.isPrivate(remote.tokenFile) {
            report.good("token file", "private")
        } else {
            report.bad(
                "token file",
                "others can read the tokens in \(remote.tokenFile), so they are not used",
                fix: "rm \(remote.tokenFile), and compra auth login --market \(remote.choice.name)"
            )
        }
    }

    /// Whether a host answers at all, whatever it answers; and whose clock is right: tokens and assertions die of a
    /// skewed one.
    private func reach(
        _ subject: String,
        at origin: String,
        _ path: String,
        _ report: inout DoctorReport
    ) async -> Bool {
        do {
            let answer = try await remote.transport.send(WireRequest(method: "GET", target: path), to: origin)
            report.good(subject, "\(origin) answers")
            if let date = answer.headers["Date"], let time = Timestamp(httpDate: date), !report.has("clock") {
                examineClock(against: time, &report)
            }
            return true
        } catch {
            report.bad(subject, error.reason, fix: "check the network, a proxy, and the credentials' cloud or url")
            return false
        }
    }

    private func examineClock(against time: Timestamp, _ report: inout DoctorReport) {
        let skew = now() - time
        if abs(skew) <= 60 {
            report.good("clock", "within a minute of the service's")
        } else {
            report.bad(
                "clock",
                "\(abs(skew)) s \(skew > 0 ? "ahead of" : "behind") the service's",
                fix: "set it: timedatectl set-ntp true"
            )
        }
    }

    /// - Returns: Whether there is a user's token.
    private func examineTokens(_ report: inout DoctorReport) async -> Bool {
        let signIn = "compra auth login --market \(remote.choice.name)"
        do {
            _ = try await remote.tokens.token(for: .appOnly, tries: 1)
            report.good("app token", "issued")
        } catch {
            let fix = "check tenant, client_id and client_secret in the credentials"
            report.bad("app token", error.reason, fix: Self.isPassing(error) ? Self.later : fix)
        }
        guard await remote.tokens.hasUser else {
            report.bad("user", "no user has signed in", fix: signIn)
            return false
        }
        do {
            _ = try await remote.tokens.token(for: .appAndUser, tries: 1)
            report.good("user token", "issued" + (await remote.tokens.user.map { " for \($0)" } ?? ""))
            return true
        } catch {
            report.bad("user token", error.reason, fix: Self.isPassing(error) ? Self.later : signIn)
            return false
        }
    }

    private static let later = "try again later: the authority is busy or slow, and calls wait for their tokens as long"

    /// Whether an authority issues no token for now, whoever asks.
    private static func isPassing(_ error: any Error) -> Bool { (error as? MarketError)?.code == .unreachable }

    private func examineRoles(_ report: inout DoctorReport) async {
        let market = remote.market()
        await role("customers", ListCustomers(), of: market, fix: "give the user the role of an admin agent", &report)
        await role("invoices", ListInvoiceSummaries(), of: market, fix: "give the user a billing role", &report)
    }

    private func role(
        _ subject: String,
        _ request: some MarketRequest,
        of market: any Marketplace,
        fix: String,
        _ report: inout DoctorReport
    ) async {
        var random = SystemRandomNumberGenerator()
        do {
            _ = try await market.perform(request, in: .fresh(using: &random))
            report.good(subject, "readable")
        } catch {
            report.bad(subject, error.reason, fix: fix)
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

    func has(_ subject: String) -> Bool { findings.contains { $0.subject == subject } }

    func lines(_ paint: Paint) -> [String] {
        findings.flatMap { finding in
            let mark = paint(finding.ok ? "ok" : "!!", finding.ok ? .faint : .red)
            return ["\(mark) \(finding.subject): \(finding.message.printable)"]
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
