import Testing

@testable import Documents

@Suite("Which strips go on which page")
struct PaginationTests {
    /// Pages of height 100 from strips of height 10, or of the heights given; `+` keeps with the next.
    private func pages(_ strips: String, heights: [Int: Double] = [:]) -> [Range<Int>] {
        let list = strips.enumerated().map { index, kind in
            Strip(content: .space(0), height: heights[index] ?? 10, keepsWithNext: kind == "+")
        }
        return Pagination(list, pageHeight: 100) { _ in 0 }.pages.map(\.strips)
    }

    @Test("pages are filled in order")
    func filling() {
        #expect(pages("") == [])
        #expect(pages("..........") == [0..<10])
        #expect(pages("...........") == [0..<10, 10..<11])
    }

    @Test("strips that keep with the next one move together")
    func keeping() {
        #expect(pages("........+++.") == [0..<8, 8..<12])
        #expect(pages(".........+.") == [0..<9, 9..<11])
    }

    @Test("more than a page that keeps together is divided where the page is full")
    func tooMuchToKeep() {
        #expect(pages("++++++++++++.") == [0..<10, 10..<13])
    }

    @Test("a strip higher than a page has one to itself")
    func tooHigh() {
        #expect(pages("...", heights: [1: 200]) == [0..<1, 1..<2, 2..<3])
    }

    @Test("running heads take their room on each page that begins below them")
    func runningHeads() {
        let strips = (0..<20).map { Strip(content: .line(customer: 0, line: $0), height: 10, keepsWithNext: false) }
        let pages = Pagination(strips, pageHeight: 100) { _ in 15 }.pages
        #expect(pages.map(\.strips) == [0..<7, 7..<14, 14..<20])
        #expect(pages.allSatisfy { $0.runningHeads.count == 2 })
    }
}
