extension Row {
    /// Fields and methods of a bound object.
    static let objects =
        duel("field of a bound object", bound: 1.5, "local p, x = product for i = 1, ... do x = p.price end")
        + duel("method with two scalars", bound: 1.5, "local p = product for i = 1, ... do p:total(i, 2) end")
}
