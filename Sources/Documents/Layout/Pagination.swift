/// Which strips go on which page.
struct Pagination {
    /// What stands on one page.
    struct Page {
        /// Heads that are repeated because the page begins in the middle of what they belong to.
        let runningHeads: [Strip.Content]
        let strips: Range<Int>
    }

    private(set) var pages: [Page] = []

    /// Fills pages from top to bottom. Strips that keep with the next move to a new page together, if one page has room
    /// for them; `height` measures a running head.
    init(_ strips: [Strip], pageHeight: Double, height: (Strip.Content) -> Double) {
        var start = 0
        while start < strips.count {
            let heads = strips[start].content.runningHeads
            let headHeight = heads.reduce(0) { $0 + height($1) }
            let end = Self.endOfPage(strips, from: start, room: pageHeight - headHeight)
            pages.append(Page(runningHeads: heads, strips: start..<end))
            start = end
        }
    }

    /// The end of what fits on a page: at least one strip.
    private static func endOfPage(_ strips: [Strip], from start: Int, room: Double) -> Int {
        var end = start
        var used = 0.0
        while end < strips.count, used + strips[end].height <= room {
            used += strips[end].height
            end += 1
        }
        guard end < strips.count else { return end }
        // A break may be where the strip before lets go of the next one; where none does, the page is filled.
        let lastBreak = (start + 1...max(start + 1, end)).last { !strips[$0 - 1].keepsWithNext }
        return lastBreak ?? max(start + 1, end)
    }
}
