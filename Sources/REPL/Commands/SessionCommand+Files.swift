import Commerce
import FoundationEssentials
import Scripting

extension SessionCommand {
    static let load = SessionCommand("load", "file.lua", "run a file in this session; its locals live on") { call in
        let text: String
        do {
            text = try String(contentsOfFile: try path(call), encoding: .utf8)
        } catch let error as CommandError {
            throw error
        } catch {
            throw CommandError(
                "can't read \(call.argument)",
                hint: "check the name and whether you may read it; it has to be UTF-8"
            )
        }
        return .lines(try await call.evaluate(text))
    }

    static let save = SessionCommand(
        "save",
        "[-f] file.lua",
        "keep the inputs that worked as a script that runs; -f replaces a file"
    ) { call in
        let script = SavedScript(call.workspace.entries)
        guard !script.text.isEmpty else { throw CommandError("there is nothing to save: no input has worked yet") }
        let path = try write(Array(script.text.utf8), call)
        return .lines([StyledText("\(script.count) inputs saved; run them with: compra run \(path)", .faint)])
    }

    static let out = SessionCommand(
        "out",
        "[-f] file.csv|json [expression]",
        "write a value into a file, `_` where none is named"
    ) { call in
        let parts = call.argument.split(whereSeparator: \.isWhitespace)
        let isForced = parts.first == "-f"
        guard let file = parts.dropFirst(isForced ? 1 : 0).first.map(String.init) else {
            throw CommandError(".out needs a file", hint: ".out customers.csv market.customers:list()")
        }
        let expression = parts.dropFirst(isForced ? 2 : 1).joined(separator: " ")
        let value = try await call.workspace.fetched(
            call.workspace.value(of: expression.isEmpty ? "_" : expression, within: .file),
            atMost: Outline.Bounds.file.items
        )
        let content: Export
        if file.hasSuffix(".csv") {
            content = try Export(csv: value)
        } else if file.hasSuffix(".json") {
            content = try Export(json: value)
        } else {
            throw CommandError("\(file) is neither a .csv nor a .json file", hint: "the ending says what is written")
        }
        try put(content.bytes, at: file, isForced: isForced)
        return .lines([StyledText("\(content.count) \(content.count == 1 ? "row" : "rows") written to \(file)", .faint)]
        )
    }

    private static func path(_ call: Call) throws -> String {
        guard !call.argument.isEmpty else {
            throw CommandError("the command needs a file", hint: ".help shows how it is written")
        }
        return call.argument
    }

    private static func write(_ bytes: [UInt8], _ call: Call) throws -> String {
        let isForced = call.argument.hasPrefix("-f ")
        let path = isForced ? String(call.argument.dropFirst(3)).trimmed : try path(call)
        try put(bytes, at: path, isForced: isForced)
        return path
    }

    private static func put(_ bytes: [UInt8], at path: String, isForced: Bool) throws {
        do {
            try Data(bytes).write(to: URL(filePath: path), options: isForced ? [.atomic] : [.withoutOverwriting])
        } catch {
            let exists = !isForced && FileManager.default.fileExists(atPath: path)
            throw CommandError(
                exists ? "\(path) is there already" : "can't write \(path)",
                hint: exists
                    ? "take another name, or replace it with -f" : "check whether its folder is there and writable"
            )
        }
    }
}
