import Commerce
import Synchronization
import Testing

@testable import LocalMarket

@Suite("What is no list is refused, what is no row is reported, and nothing is half-written")
struct ImportRefusalTests {
    private let market = TestMarket()

    @Test("A file that is no retail list is refused by naming the columns that it lacks")
    func namesMissingColumns() async throws {
        let error = await #expect(throws: ImportError.self) {
            try await market.market.read(RetailImport(csv: "currencyCode,retailPrice,meterId\nUSD,1,m\n"))
        }
        #expect(error?.code == .notAList)
        #expect(
            error?.message == "list.csv is no public retail price list: it lacks armRegionName, effectiveStartDate, "
                + "productId, productName, skuId, skuName, type"
        )
    }

    @Test(
        "A file that is empty, not JSON, or JSON of something else is refused",
        arguments: [
            ("", "no header"), ("{\"Items\": [{]}", "broken JSON: line 1"), ("{\"value\": []}", "lacks Items"),
            ("{\"Items\": [{\"retailPrice\": 1}]}", "lacks currencyCode"), ("{\"Items\": [", "broken JSON"),
        ]
    )
    func refuses(text: String, reason: String) async throws {
        let error = await #expect(throws: ImportError.self) {
            try await market.market.read(RetailImport(csv: text))
        }
        #expect(error?.code == .notAList)
        #expect(error?.message.contains(reason) == true, "\(error?.message ?? "")")
    }

    @Test("A file that can't be read is refused by name", arguments: ["/no/such/list.csv", "/tmp"])
    func namesTheFile(path: String) async throws {
        let error = await #expect(throws: ImportError.self) {
            try await market.market.read(RetailImport(files: [path], country: .us))
        }
        #expect(error?.code == .file)
        #expect(error?.message.contains(path) == true)
    }

    @Test("Each bad line is reported by its number and reason, and the others are read")
    func reportsBadLines() async throws {
        var lines = RetailLine.csv(RetailLine.pair).split(separator: "\n").map(String.init)
        let good = RetailLine.csv([RetailLine("m2", "0003", "30")]).split(separator: "\n").map(String.init)[1]
        lines += [
            good + ",more", good.replacing(",30,", with: ",1e,"), good.replacing(",30,", with: ",-1,"),
            good.replacing("USD", with: "US$"), good.replacing("2026-09-01T00:00:00Z", with: "yesterday"),
            good.replacing("DZH31TEST001/", with: "DZH31TEST002/"), "\"" + good, "", good,
        ]
        let report = try await market.market.read(RetailImport(csv: lines.joined(separator: "\r\n") + "\r\n"))

        #expect(report.problems.map(\.number) == [4, 5, 6, 7, 8, 9, 10])
        #expect(report.problemCount == 7)
        let wanted = [
            "15 fields where the header has 14", "retailPrice: \"1e\"", "retailPrice: -1 is below zero",
            "currencyCode: \"US$\"", "effectiveStartDate: \"yesterday\"", "skuId: \"DZH31TEST002/0003\"", "quote",
        ]
        for (problem, reason) in zip(report.problems, wanted) {
            #expect(problem.reason.contains(reason), "\(problem)")
            #expect(problem.file == "list.csv")
        }
        #expect(report.skus.added == 2)
        #expect(report.skipped == [.termUnknown: 1])
        #expect(report.rows == 10)
    }

    @Test("So many problems are kept, and all are counted")
    func boundsProblems() async throws {
        let bad = (0..<250).map { RetailLine("m\($0)", "000A", "no price") }
        let report = try await market.market.read(RetailImport(bad))
        #expect(report.problems.count == ImportReport.problemLimit)
        #expect(report.problemCount == 250)
    }

    @Test("An import that is cancelled in any pass leaves the catalogue as it was", arguments: [1, 3, 4, 6])
    func isCancelled(chunk: Int) async throws {
        try await market.market.read(RetailImport(RetailLine.pair))
        let before = try await market.catalogue()
        // More than half a megabyte: three chunks in each of the two passes, and the end of the file.
        let many = (0..<4500).map { RetailLine("meter\($0 / 2)", "S\($0)", "\($0 + 1)") }
        let file = try TemporaryFile(RetailLine.csv(many))
        let importing = Mutex<Task<ImportReport, any Error>?>(nil)
        let chunks = Mutex(0)
        let (gate, opening) = AsyncStream<Void>.makeStream()
        let task = Task { [market] in
            for await _ in gate { break }
            return try await market.market.read(RetailImport(files: [file.path], country: .us)) { _ in
                let seen = chunks.withLock { count in
                    count += 1
                    return count
                }
                if seen == chunk { importing.withLock { $0?.cancel() } }
            }
        }
        importing.withLock { $0 = task }
        opening.yield()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(chunks.withLock { $0 } == chunk)
        #expect(try await market.catalogue() == before)
    }

    @Test("Progress counts the rows of a pass, and the bytes of all passes")
    func tellsProgress() async throws {
        let list = RetailLine.csv(RetailLine.pair)
        let last = Mutex<ImportProgress?>(nil)
        let file = try TemporaryFile(list)
        try await market.market.read(RetailImport(files: [file.path], country: .us)) { progress in
            last.withLock { $0 = progress }
        }
        let size = list.utf8.count * 2
        #expect(last.withLock { $0 } == ImportProgress(rows: 2, bytes: size, totalBytes: size))
    }
}
