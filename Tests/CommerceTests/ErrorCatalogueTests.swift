import Commerce
import Foundation
import Testing

@Suite("The error catalogue, section 8")
struct ErrorCatalogueTests {
    @Test("each code is listed once, with a kind and a meaning")
    func unique() {
        let codes = MarketError.catalogue.map(\.code)
        #expect(codes.count == 96 && Set(codes).count == codes.count)
        for entry in MarketError.catalogue {
            #expect(entry.code.meaning == entry.meaning && !entry.meaning.isEmpty)
            #expect((entry.kind == .general) == ((MarketError.catalogue.firstIndex(of: entry) ?? 0) < 29))
        }
    }

    @Test("a number means something together with its status only")
    func statuses() {
        #expect(MarketError.Code(403, 2006).meaning != nil)
        #expect(MarketError.Code(400, 2006).meaning == nil)
    }

    @Test("a code is read as it is written")
    func text() {
        for entry in MarketError.catalogue { #expect(MarketError.Code("\(entry.code)") == entry.code) }
        for text in ["", "403", "403/", "/1", "403/x", "99/1", "403/1/2", "403/-1"] {
            #expect(MarketError.Code(text) == nil, "\(text)")
        }
    }

    @Test("what is busy, throttled or failed inside can be tried again, a refusal can't")
    func retries() {
        for entry in MarketError.catalogue {
            #expect(entry.code.isRetryable == [409, 429, 500].contains(entry.code.status), "\(entry.code)")
        }
    }

    @Test("8.3, A-28: a line error is read by name, by number, and leads to a code of the catalogue")
    func lineErrors() {
        #expect(CartLineErrorCode.allKnown.count == 14)
        for code in CartLineErrorCode.allKnown {
            #expect(code.nearest.meaning != nil, "\(code)")
            #expect(CartLineErrorCode(rawValue: String(code.number ?? -1)) == code)
        }
        #expect(CartLineErrorCode.inventoryNotAvailable.number == 10003)
        #expect(CartLineErrorCode(rawValue: "10005").number == nil)
    }

    /// The table of `docs/errors.md`, row by row.
    private static func documented() throws -> [[String]] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let text = try String(contentsOf: root.appendingPathComponent("docs/errors.md"), encoding: .utf8)
        return text.split(separator: "\n").filter { $0.hasPrefix("| ") && $0.contains("/") }.map { line in
            line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }
    }

    @Test("docs/errors.md lists the catalogue, word for word and in its order")
    func page() throws {
        let rows = try Self.documented()
        #expect(rows.map { "\($0[0]) \($0[1])" } == MarketError.catalogue.map { "\($0.code) \($0.meaning)" })
        #expect(rows.allSatisfy { $0.count == 3 && !$0[2].isEmpty })
    }
}
