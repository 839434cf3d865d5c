import ArgumentParser
import Commerce
import FoundationEssentials

/// A script, its parameters, and how its report is told.
struct ScriptOptions: ParsableArguments {
    @Argument(
        help: "The script's file, a bundle, or - for standard input.",
        completion: .file(extensions: ["lua", "compra"])
    )
    var script: String

    @Option(
        name: .customLong("arg"),
        help: ArgumentHelp("A parameter: args.NAME in the script.", valueName: "name=value")
    )
    var assignments: [String] = []

    @Option(
        name: .customLong("args"),
        help: ArgumentHelp("A file with parameters, one JSON object; --arg comes before it.", valueName: "file.json"),
        completion: .file(extensions: ["json"])
    )
    var argumentFile: String?

    @Option(
        help: ArgumentHelp(
            "Where the script's documents go. (default: .compra/out/RUN of the project)",
            valueName: "dir"
        ),
        completion: .directory
    )
    var output: String?

    @Flag(help: "Print one JSON object; what the script prints goes to standard error.")
    var json = false

    /// The script's `args`.
    ///
    /// - Throws: ``Problem`` with the exit code 64 for an assignment without a name or a file that can't be read.
    func arguments() throws -> [String: AttributeValue] {
        var values = try argumentFile.map(Self.read) ?? [:]
        for assignment in assignments {
            guard let sign = assignment.firstIndex(of: "="), sign != assignment.startIndex else {
                throw Problem.usage("--arg \"\(assignment)\" is no assignment", hint: "write --arg name=value")
            }
            values[String(assignment[..<sign])] = .text(String(assignment[assignment.index(after: sign)...]))
        }
        return values
    }

    private static func read(_ path: String) throws -> [String: AttributeValue] {
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: path))
        } catch {
            throw Problem.usage("can't read the parameters \(path): \(error.reason)", hint: "check the path")
        }
        do {
            let values = try JSONDecoder().decode([String: AttributeValue].self, from: data)
            for (name, value) in values.sorted(by: { $0.key < $1.key }) where value.holdsTooLargeNumber {
                throw Problem.usage(
                    "the parameters \(path): \"\(name)\" has a number of more than 64 bits",
                    hint: "write it as text, in quotes: nothing of it is lost then"
                )
            }
            return values
        } catch let problem as Problem {
            throw problem
        } catch {
            throw Problem.usage(
                "the parameters \(path) are not one JSON object",
                hint: "write {\"quantity\": 4, \"customer\": \"contoso.onmicrosoft.com\"}"
            )
        }
    }
}

extension AttributeValue {
    /// Whether a whole number in it was read as a float, because no integer of Lua's is so large.
    fileprivate var holdsTooLargeNumber: Bool {
        switch self {
        case .number(let number): number.magnitude >= 0x1p63
        case .list(let values): values.contains(where: \.holdsTooLargeNumber)
        case .fields(let values): values.values.contains(where: \.holdsTooLargeNumber)
        case .null, .boolean, .integer, .text: false
        }
    }
}
