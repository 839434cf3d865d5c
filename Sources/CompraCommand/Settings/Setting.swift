/// A setting of the command: what its option, its variable and its line in a file are called.
enum Setting: String, CaseIterable, Sendable {
    case market
    case store
    case output
    case memoryLimit = "memory_limit"
    case timeLimit = "time_limit"
    case waitLimit = "wait_limit"
    case instructionLimit = "instruction_limit"

    var option: String { "--\(rawValue.replacing("_", with: "-"))" }

    var variable: String { "COMPRA_\(rawValue.uppercased())" }

    /// What holds where nobody says anything else; nil where that depends on the project, or is no limit.
    var usual: String? {
        switch self {
        case .market: "local"
        case .memoryLimit: "64MB"
        case .timeLimit: "10s"
        case .waitLimit: "1h"
        case .store, .output, .instructionLimit: nil
        }
    }
}
