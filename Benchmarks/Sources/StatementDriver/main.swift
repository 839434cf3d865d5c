// Writes a statement of made-up line items, and says what it took:
//
//     StatementDriver LINES CUSTOMERS FILE [CURRENCY] [SCENARIO]
//
// Scenarios: mixed (every script, some credits), latin, credits, long (names of 300 letters), extreme (amounts), csv.

import Commerce
import Documents

#if canImport(Glibc)
    import Glibc
#endif

let arguments = Array(CommandLine.arguments.dropFirst())
guard arguments.count >= 3, let lines = Int(arguments[0]), let customers = Int(arguments[1]) else {
    print("usage: StatementDriver LINES CUSTOMERS FILE [CURRENCY] [mixed|latin|credits|long|extreme|csv]")
    exit(64)
}
let scenario = arguments.count > 4 ? arguments[4] : "mixed"
let source = try SampleLines(
    count: lines,
    customers: max(1, customers),
    currency: Currency(arguments.count > 3 ? arguments[3] : "USD"),
    scenario: scenario
)
let clock = ContinuousClock()
let start = clock.now
let destination = Destination.file(arguments[2])
let report: DocumentReport
do {
    report =
        scenario == "csv"
        ? try await LineItemsCSV.write(source, to: destination)
        : try await source.statement.write(source, to: destination)
} catch {
    print("error: \(error)")
    exit(1)
}
let elapsed = clock.now - start
let milliseconds = Double(elapsed.components.seconds) * 1000 + Double(elapsed.components.attoseconds) / 1e15
print("\(report.lines) lines, \(report.pages) pages, \(report.bytes) bytes in \(Int(milliseconds)) ms")
if report.pages > 0 { print("\(milliseconds / Double(report.pages)) ms a page") }
for warning in report.warnings { print("warning: \(warning)") }
