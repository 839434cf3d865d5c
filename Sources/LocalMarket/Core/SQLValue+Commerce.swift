import Commerce
import Database

// How the values of commerce are kept: times as whole seconds, money as its canonical amount beside a currency, names
// of the wire by their canonical spelling.

extension SQLValue {
    init(_ time: Timestamp?) {
        self.init(time?.secondsSince1970)
    }

    init(_ name: (some OpenEnum)?) {
        self.init(name?.rawValue)
    }

    init(_ duration: ISODuration?) {
        self.init(duration?.description)
    }

    init(_ currency: Currency) {
        self = .text(currency.code)
    }

    init(_ country: CountryCode?) {
        self.init(country?.description)
    }

    /// The amount alone; its currency is in a column of its own.
    init(amountOf money: Money?) {
        self.init(money?.amount.description)
    }
}

extension Row {
    func time(_ column: Column) throws -> Timestamp {
        Timestamp(secondsSince1970: try integer(column))
    }

    func optionalTime(_ column: Column) throws -> Timestamp? {
        try optionalInteger(column).map(Timestamp.init(secondsSince1970:))
    }

    /// A name in the canonical spelling that it was written in.
    func name<Name: OpenEnum>(_ column: Column, as type: Name.Type = Name.self) throws -> Name {
        Name(canonical: try text(column))
    }

    func optionalDuration(_ column: Column) throws -> ISODuration? {
        try optionalText(column).map { try ISODuration($0) }
    }

    func currency(_ column: Column) throws -> Currency {
        try Currency(text(column))
    }

    func country(_ column: Column) throws -> CountryCode {
        try CountryCode(text(column))
    }

    func money(_ column: Column, _ currency: Currency) throws -> Money {
        try Money(text(column), currency)
    }

    func count(_ column: Column) throws -> Int {
        Int(try integer(column))
    }
}
