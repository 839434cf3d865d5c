extension Row {
    /// Tables of ten fields, with the memory limit on. What Swift reads owns its texts; C's record borrows them of Lua, or
    /// owns them too.
    static let records =
        duel(
            "10-field record to Lua and back",
            bound: 1.25,
            "local make, take = make_line, take_line for i = 1, ... do take(make()) end",
            against: [.limitedC, .lupa]
        )
        + duel(
            "10-field record to Lua and back, texts owned",
            bound: 1.25,
            "local make, keep = make_line, keep_line for i = 1, ... do keep(make()) end",
            against: [.limitedC]
        )
        + duel(
            "10-field record to Lua",
            bound: 1.25,
            "local make = make_line for i = 1, ... do make() end",
            against: [.limitedC]
        )
}
