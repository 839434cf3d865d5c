import Database

/// What always holds of carts, orders, subscriptions and stock.
enum OrderInvariants {
    static func inspect(on connection: ReadConnection, _ findings: inout Findings) throws {
        for rule in rules {
            try findings.add(rule.kind, rule.message, where: rule.query, on: connection)
        }
    }

    /// A way in which something can be wrong, and the query whose rows are what is.
    private struct Rule {
        let kind: MarketFinding.Kind
        let message: String
        let query: String

        init(_ kind: MarketFinding.Kind, _ message: String, _ query: String) {
            self.kind = kind
            self.message = message
            self.query = query
        }
    }

    private static let rules = orders + lines + charges + things

    private static let orders = [
        Rule(
            .order,
            "it is of a cart that is not ordered, or of another customer's (R-28)",
            """
            SELECT o.id FROM orders o JOIN carts c ON c.id = o.cart_id
            WHERE c.status <> 'Ordered' OR c.customer_id <> o.customer_id
            """
        ),
        Rule(
            .cart,
            "it is ordered, and there is no order of it (R-28)",
            """
            SELECT c.id FROM carts c
            WHERE c.status = 'Ordered' AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.cart_id = c.id)
            """
        ),
        Rule(
            .order,
            "its lines are not numbered from 0 (R-33)",
            """
            SELECT o.id FROM orders o LEFT JOIN order_lines l ON l.order_id = o.id GROUP BY o.id
            HAVING COUNT(l.number) = 0 OR MIN(l.number) <> 0 OR MAX(l.number) <> COUNT(l.number) - 1
            """
        ),
        Rule(
            .order,
            "it is cancelled though a line is not, or the other way round (R-46)",
            """
            SELECT o.id FROM orders o JOIN order_lines l ON l.order_id = o.id GROUP BY o.id, o.cancelled_at
            HAVING (COUNT(l.cancelled_at) = COUNT(*)) <> (o.cancelled_at IS NOT NULL)
            """
        ),
    ]

    private static let lines = [
        Rule(
            .order,
            "the quantity of a line does not fit its state (R-46)",
            """
            SELECT order_id FROM order_lines
            WHERE quantity <> CASE WHEN cancelled_at IS NULL THEN ordered_quantity ELSE 0 END
            """
        ),
        Rule(
            .order,
            "a line is cancelled and is still to be charged (R-47)",
            "SELECT order_id FROM order_lines WHERE cancelled_at IS NOT NULL AND next_charge_at IS NOT NULL"
        ),
        Rule(
            .order,
            "a line is of another customer than its order",
            """
            SELECT o.id FROM orders o JOIN order_lines l ON l.order_id = o.id WHERE l.customer_id <> o.customer_id
            """
        ),
        Rule(
            .order,
            "a line's subscription is not there, or is another customer's (5.3)",
            """
            SELECT l.order_id FROM order_lines l LEFT JOIN subscriptions s ON s.id = l.subscription_id
            WHERE l.subscription_id IS NOT NULL AND (s.id IS NULL OR s.customer_id <> l.customer_id)
            """
        ),
    ]

    private static let charges = [
        Rule(
            .order,
            "a line that recurs was not charged once for each of its periods (R-57)",
            """
            SELECT l.order_id FROM order_lines l
            WHERE l.charged_periods > 0 AND l.charged_periods <> (
                SELECT COUNT(*) FROM charges c
                WHERE c.order_id = l.order_id AND c.line_number = l.number AND c.charge_type <> 'Cancel'
            )
            """
        ),
        Rule(
            .order,
            "a line that is paid once was not charged once (R-57)",
            """
            SELECT l.order_id FROM order_lines l JOIN orders o ON o.id = l.order_id
            WHERE o.billing_cycle = 'one_time' AND l.unit_price IS NOT NULL AND 1 <> (
                SELECT COUNT(*) FROM charges c
                WHERE c.order_id = l.order_id AND c.line_number = l.number AND c.charge_type <> 'Cancel'
            )
            """
        ),
        Rule(
            .order,
            "a line has credits that its state does not explain (R-47)",
            """
            SELECT l.order_id FROM order_lines l
            WHERE (SELECT COUNT(*) FROM charges c
                   WHERE c.order_id = l.order_id AND c.line_number = l.number AND c.charge_type = 'Cancel')
                > CASE WHEN l.cancelled_at IS NULL THEN 0 ELSE (
                    SELECT COUNT(*) FROM charges c
                    WHERE c.order_id = l.order_id AND c.line_number = l.number AND c.charge_type <> 'Cancel'
                ) END
            """
        ),
    ]

    private static let things = [
        Rule(
            .subscription,
            "what it is an add-on of was cancelled, and it was not (R-31)",
            """
            SELECT s.id FROM subscriptions s JOIN subscriptions p ON p.id = s.parent_subscription_id
            JOIN order_lines l ON l.order_id = p.order_id AND l.subscription_id = p.id
            WHERE s.status <> 'deleted' AND l.cancelled_at IS NOT NULL
            """
        ),
        Rule(
            .subscription,
            "its line was cancelled, and it was not deleted (R-47)",
            """
            SELECT s.id FROM subscriptions s JOIN order_lines l ON l.subscription_id = s.id
            WHERE l.cancelled_at IS NOT NULL AND s.status <> 'deleted'
            """
        ),
        Rule(
            .stock,
            "less than nothing is left (R-21)",
            "SELECT product_id || ':' || sku_id FROM stock WHERE available < 0"
        ),
    ]
}
