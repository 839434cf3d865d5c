import ArgumentParser
import Commerce
import Compra
import Documents
import LocalMarket
import Runs

/// An error as a command tells it: what happened, where, what to do, the market's number, and the exit code.
struct Problem: Error {
    var message: String

    /// File and line of the script.
    var place: String?

    /// The line of the script that is not Lua.
    var syntax: LuaError.Position?
    var hint: String?

    /// The market's number and the HTTP status that it belongs to, or a name for what Compra itself refuses.
    var code: String?
    var correlationID: String?

    /// How the script got there, one call a line.
    var traceback: String?
    var exitCode: ExitCode

    init(_ message: String, hint: String? = nil, exitCode: ExitCode) {
        self.message = message
        self.hint = hint
        self.exitCode = exitCode
    }

    /// The command was used wrongly: 64.
    static func usage(_ message: String, hint: String? = nil) -> Problem {
        Problem(message, hint: hint, exitCode: .usage)
    }

    /// `compra: message`, then place, source, hint, code and traceback on lines of their own.
    func lines(_ paint: Paint) -> [String] {
        var lines = ["\(paint("compra:", .red)) \(message.printable)"]
        if let place { lines.append("  at \(place.printable)") }
        if let syntax { lines += syntax.excerpt.map { "  \($0.printable)" } }
        if let hint { lines.append("  hint: \(hint.printable)") }
        if let code { lines.append("  code: \(code)" + (correlationID.map { ", correlation id \($0)" } ?? "")) }
        if let traceback { lines += traceback.split(separator: "\n").map { "  \(String($0).printable)" } }
        return lines
    }
}

extension Problem {
    /// What a run ended in.
    init(_ error: ErrorReport, exitCode: ExitCode) {
        self.init(error.message, hint: error.hint, exitCode: exitCode)
        place = error.location
        code =
            switch error.code {
            case .integer(let number): error.status.map { "\(number) (HTTP \($0))" } ?? "\(number)"
            case .text(let name): name
            default: nil
            }
        correlationID = error.correlationID
    }

    /// What a run that made some of its orders, or none, ended in.
    init(unfinished report: RunReport, _ message: String) {
        let exitCode = ExitCode(report)
        self = report.error.map { Problem($0, exitCode: exitCode) } ?? Problem(message, exitCode: exitCode)
    }

    /// What a command ended in; nil for what ArgumentParser tells itself.
    init?(_ error: any Error) {
        switch error {
        case let problem as Problem:
            self = problem
        case let error as MarketError:
            let report = ErrorReport(error)
            self.init(report, exitCode: ExitCode(report))
            message = error.message
        case let error as StoreError:
            self.init(error.message, hint: error.hint, exitCode: .failed)
            code = error.code.rawValue
        case let error as ImportError:
            self.init(error.message, hint: error.hint, exitCode: .usage)
        case let error as BundleError:
            self.init(error.message, hint: error.hint, exitCode: error.code == .untrusted ? .refused : .failed)
            code = error.code.rawValue
        case let error as DocumentError:
            self.init(error.message, hint: error.hint, exitCode: .failed)
            code = error.code.rawValue
        case is CancellationError:
            self.init("interrupted: nothing was changed", exitCode: .interrupted)
        case is ExitCode, is CleanExit, is ValidationError:
            return nil
        default:
            self.init("\(error)", exitCode: .failed)
        }
    }
}

extension LuaError.Position {
    /// The line with its number, and a mark under the column, where that is known.
    fileprivate var excerpt: [String] {
        let number = "\(line) | "
        guard let column else { return [number + text] }
        let before = String(decoding: text.utf8.prefix(column - 1), as: UTF8.self)
        return [number + text, String(repeating: " ", count: number.count + before.count) + "^"]
    }
}
