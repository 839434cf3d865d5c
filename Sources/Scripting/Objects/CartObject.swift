import Commerce
import Lua
import Synchronization

/// A cart. Each of its actions is one update; the object is the cart as the market last gave it back.
final class CartObject: ScriptObject {
    let session: Session
    private let state: Mutex<Cart>

    init(_ cart: Cart, _ session: Session) {
        self.state = Mutex(cart)
        self.session = session
    }

    var cart: Cart { state.withLock { $0 } }

    static let type = ObjectType(
        "cart",
        of: CartObject.self,
        "A purchase that is being put together. It expires about 15 minutes after its creation (R-27).",
        fields: [
            Field("id", "string", "A GUID.") { .text($0.cart.id) },
            Field("status", "string", "`Active` or `Ordered` (R-28).") { .text($0.cart.status.rawValue) },
            Field("expires_at", "string", "A time; after it the cart is gone (R-27).") {
                .text($0.cart.expirationTimestamp.description)
            },
            Field("created_at", "string", "A time.") { .text($0.cart.creationTimestamp.description) },
            Field("lines", "cart_line[]", "What is in it, in order.") { $0.lines },
            Field("groups", "string[]", "Lines of one group become one order (R-25).") {
                .texts(Set($0.cart.lineItems.compactMap(\.orderGroup)).sorted())
            },
            Field("total", "money?", "Before tax; nil where a line has no price or currencies differ.") {
                .optional($0.cart.total)
            },
        ],
        actions: [
            .waiting(
                "add",
                CartLineItem.parameters,
                returns: "cart_line",
                "Adds a line (OP-17).",
                example: "cart:add{ offer = availability, quantity = 2 }"
            ) { object, arguments in
                let line = try await CartLineItem.line(from: arguments)
                try await object.update { $0.append(line) }
                return .object(CartLineObject(index: object.cart.lineItems.count - 1, of: object))
            },
            .waiting(
                "change",
                [.positional("line", .object(["cart_line"]), "One of the cart's lines.")] + CartLineItem.parameters,
                returns: "cart_line",
                "Changes what is named of a line (OP-17).",
                example: "cart:change(cart.lines[1], { quantity = 3 })"
            ) { object, arguments in
                let index = try object.index(of: arguments)
                var line = object.cart.lineItems[index]
                try await line.change(to: arguments)
                let changed = line
                try await object.update { $0[index] = changed }
                return .object(CartLineObject(index: index, of: object))
            },
            .waiting(
                "remove",
                [.positional("line", .object(["cart_line"]), "One of the cart's lines.")],
                returns: "cart",
                "Takes a line out (OP-17). The last line can't be taken out (R-19)."
            ) { object, arguments in
                let index = try object.index(of: arguments)
                try await object.update { $0.remove(at: index) }
                return .object(object)
            },
            .waiting(
                "checkout",
                returns: "table",
                """
                Buys what is in it, one order for each group (OP-18): `orders`, and `errors` for groups that failed, \
                each `group code description` (R-35).
                """
            ) { object, _ in
                let cart = object.cart
                let result = try await object.session.perform(Checkout(customerID: cart.customerId, cartID: cart.id))
                if !result.orders.isEmpty { object.state.withLock { $0.status = .ordered } }
                return .result(
                    "checkout",
                    [
                        ("orders", .list(result.orders.map { .object(OrderObject($0, object.session)) })),
                        (
                            "errors",
                            .list(
                                result.orderErrors.map { error in
                                    .result(
                                        "group error",
                                        [
                                            ("group", .text(error.orderGroupId)), ("code", .count(error.code)),
                                            ("description", .text(error.description)),
                                        ]
                                    )
                                }
                            )
                        ),
                    ]
                )
            },
        ],
        operators: [
            .equal { $0.cart.id == $1.cart.id },
            .text { "cart \($0.cart.id)" },
        ]
    )

    private var lines: LuaValue {
        .list(cart.lineItems.indices.map { .object(CartLineObject(index: $0, of: self)) })
    }

    /// Sends all lines after a change to them, and takes the cart that comes back.
    private func update(_ change: (inout [CartLineItem]) -> Void) async throws {
        let cart = cart
        var lines = cart.lineItems
        change(&lines)
        // What someone else put in meanwhile is not overwritten: the cart has to be opened again then.
        let request = UpdateCart(customerID: cart.customerId, cartID: cart.id, lineItems: lines, etag: cart.etag)
        let updated = try await session.perform(request)
        state.withLock { $0 = updated }
    }

    private func index(of arguments: Arguments) throws -> Int {
        guard let line = arguments.object("line", as: CartLineObject.self), line.cart === self,
            cart.lineItems.indices.contains(line.index), cart.lineItems[line.index].id == line.line.id
        else {
            throw ScriptFailure(
                .wrongUsage,
                "\(arguments.action): that is no line of this cart",
                hint: "take one of cart.lines"
            )
        }
        return line.index
    }
}

extension Cart {
    /// Before tax; nil where a line has no price or currencies differ.
    var total: Money? {
        var prices: [Money] = []
        for line in lineItems.flatMap({ [$0] + $0.addonItems }) {
            guard let price = line.price else { return nil }
            prices.append(price.total)
        }
        return try? Money.sum(prices)
    }
}
