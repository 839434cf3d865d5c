import Testing

@testable import LocalMarket

@Suite("Ids")
struct IDSequenceTests {
    @Test("The same seed makes the same ids, another seed others")
    func seeded() {
        func draw(_ seed: UInt64) -> [String] {
            var ids = IDSequence(seed: seed)
            return [ids.guid(), ids.orderID(), ids.alternateID(), "\(ids.number())"]
        }
        #expect(draw(5) == draw(5))
        #expect(zip(draw(5), draw(6)).prefix(3).allSatisfy { $0 != $1 })
    }

    @Test("It goes on from where it was kept")
    func resumed() {
        var whole = IDSequence(seed: 9)
        let first = whole.guid()
        var resumed = IDSequence(seed: 9, drawn: whole.drawn)
        #expect(resumed.guid() == whole.guid())
        #expect(first != resumed.guid())
    }

    @Test("Alternate ids never repeat, however many there are")
    func alternateIDs() {
        var ids = IDSequence(seed: .max)
        let drawn = (0..<200_000).map { _ in ids.alternateID() }
        #expect(Set(drawn).count == drawn.count)
        #expect(drawn.allSatisfy { $0.utf8.count == 12 })
    }
}
