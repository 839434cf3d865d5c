extension Row {
    /// Strings as arguments and results.
    static let strings =
        [("9", "DZH318Z0B"), ("40", "d0a1b2c3-5d7e-4f60-8192-a3b4c5d6e7f8:000")].flatMap { bytes, text in
            duel(
                "\(bytes)-byte string as borrowed bytes",
                bound: 2,
                "local f, s = length, '\(text)' for i = 1, ... do f(s) end"
            )
                + duel(
                    "\(bytes)-byte string as String",
                    bound: 4,
                    "local f, s = text_length or length, '\(text)' for i = 1, ... do f(s) end"
                )
        } + duel("26-byte string as result", bound: 4, "local f = title for i = 1, ... do f() end")
}
