import Commerce
import Lua

/// `money`: called with text it makes an amount, and so does each currency that it is indexed by.
final class MoneyMaker: ScriptObject {
    private let session: Session

    init(_ session: Session) {
        self.session = session
    }

    static let type = ObjectType(
        "money_library",
        of: MoneyMaker.self,
        Library.money.summary,
        operators: [
            .call { call in .value(.money(try Money(script: call.value(at: 2)))) },
            .fallback { object, key in
                guard let name = key.text else { return nil }
                if let function = Library.money.function(name, in: object.session) { return function }
                return .function(maker(of: try Currency(name)))
            },
            .text { _ in "money" },
        ]
    )

    /// `USD "12.50"`.
    static func maker(of currency: Currency) -> LuaFunction {
        LuaFunction(named: currency.code) { call in
            .value(.money(try Money(script: call.argumentCount > 0 ? call.value(at: 1) : .nil, in: currency)))
        }
    }
}
