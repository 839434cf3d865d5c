import Foundation

extension Row {
    /// Statements of invoices, beside a C program that sets as many words with the same libraries and does nothing else.
    static let statements = [
        Row(
            "a statement of 100,000 lines, memory",
            reference: "words.c",
            unit: .memory,
            bound: .most(256 * 1024 * 1024)
        ) {
            let (ours, words) = try measured(lines: 100_000, times: 1)
            return Outcome(ours: Reading(ours[0].memory), reference: Reading(words[0].memory))
        },
        Row("a statement's page, over what its words take", reference: "words.c", bound: .most(1e6)) {
            let (ours, words) = try measured(lines: 4000, times: 5)
            let (mine, theirs) = (Reading(samples: ours.map(\.time)), Reading(samples: words.map(\.time)))
            let pages = Double(try Statement.pages(ofLines: 4000))
            var over = Reading((mine.best - theirs.best) / pages)
            over.spread = mine.spread
            return Outcome(ours: over, reference: Reading(theirs.best / pages))
        },
    ]

    /// Ours and the words of as many pages, in turns.
    private static func measured(lines: Int, times: Int) throws -> (ours: [Launch], words: [Launch]) {
        let pages = try Statement.pages(ofLines: lines)
        let words = try Statement.baseline()
        var (ours, theirs): ([Launch], [Launch]) = ([], [])
        for _ in 0..<times {
            ours.append(try Launch(Statement.command(lines: lines)))
            theirs.append(try Launch([words, "\(pages)", "\(lines / pages)", "/dev/null"]))
        }
        return (ours, theirs)
    }
}

/// The program that makes statements, and the one that only sets their words.
private enum Statement {
    static func command(lines: Int) -> [String] {
        [beside("StatementDriver"), "\(lines)", "\(max(1, lines / 40))", "/dev/null", "USD", "latin"]
    }

    /// How many pages so many lines make.
    static func pages(ofLines lines: Int) throws -> Int {
        let answer = try output(of: command(lines: lines))
        guard let pages = answer.firstMatch(of: /(\d+) pages/).flatMap({ Int($0.1) }), pages > 0 else {
            throw Unavailable("StatementDriver: \(answer)")
        }
        return pages
    }

    /// Compiles the C program.
    static func baseline() throws -> String {
        let source = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Baselines/words.c").standardized.path
        let program = beside("words")
        let line = "cc -O2 '\(source)' -o '\(program)' $(pkg-config --cflags --libs pangocairo) 2>&1"
        let complaints = try output(of: ["/bin/sh", "-c", line])
        guard FileManager.default.isExecutableFile(atPath: program) else {
            throw Unavailable("apt-get install gcc pkg-config libpango1.0-dev (\(complaints.prefix(60)))")
        }
        return program
    }

    private static func beside(_ name: String) -> String {
        URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: name).path
    }

    private static func output(of command: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: command[0])
        process.arguments = Array(command.dropFirst())
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        return String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    }
}
