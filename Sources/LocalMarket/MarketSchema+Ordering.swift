extension MarketSchema {
    /// Who buys: customers, what they have proven to be, and their subscriptions.
    static let customers = [
        """
        CREATE TABLE customers (
            id TEXT NOT NULL PRIMARY KEY,
            company_name TEXT NOT NULL,
            company_key TEXT NOT NULL,
            domain TEXT NOT NULL,
            domain_key TEXT NOT NULL,
            registration_number TEXT,
            country TEXT NOT NULL,
            relationship TEXT NOT NULL,
            has_agreement BIGINT NOT NULL,
            standing TEXT NOT NULL,
            document TEXT NOT NULL
        )
        """,
        "CREATE INDEX customers_by_company ON customers (company_key, id)",
        "CREATE INDEX customers_by_domain ON customers (domain_key, id)",
        """
        CREATE TABLE qualifications (
            customer_id TEXT NOT NULL REFERENCES customers (id),
            qualification TEXT NOT NULL,
            vetting_status TEXT,
            vetting_reason TEXT,
            vetting_created_at BIGINT,
            PRIMARY KEY (customer_id, qualification)
        )
        """,
        """
        CREATE TABLE subscriptions (
            id TEXT NOT NULL PRIMARY KEY,
            entitlement_id TEXT,
            customer_id TEXT NOT NULL REFERENCES customers (id),
            offer_id TEXT NOT NULL,
            offer_name TEXT NOT NULL,
            friendly_name TEXT NOT NULL,
            quantity BIGINT NOT NULL,
            unit_type TEXT NOT NULL,
            parent_subscription_id TEXT,
            created_at BIGINT NOT NULL,
            starts_at BIGINT NOT NULL,
            ends_at BIGINT NOT NULL,
            status TEXT NOT NULL,
            auto_renew BIGINT NOT NULL,
            billing_type TEXT NOT NULL,
            billing_cycle TEXT NOT NULL,
            is_trial BIGINT NOT NULL,
            is_microsoft_product BIGINT NOT NULL,
            publisher TEXT,
            order_id TEXT,
            term TEXT,
            registration_requested_at BIGINT
        )
        """,
        "CREATE INDEX subscriptions_by_customer ON subscriptions (customer_id, created_at, id)",
        "CREATE INDEX subscriptions_by_entitlement ON subscriptions (entitlement_id)",
        "CREATE INDEX subscriptions_by_order ON subscriptions (order_id)",
    ]

    /// What is bought: carts, and the order of each of their groups.
    static let ordering = [
        """
        CREATE TABLE carts (
            id TEXT NOT NULL PRIMARY KEY,
            customer_id TEXT NOT NULL REFERENCES customers (id),
            status TEXT NOT NULL,
            created_at BIGINT NOT NULL,
            modified_at BIGINT NOT NULL,
            lines TEXT NOT NULL,
            result TEXT
        )
        """,
        // A group of a cart becomes an order once, whatever happens above.
        """
        CREATE TABLE orders (
            id TEXT NOT NULL PRIMARY KEY,
            alternate_id TEXT NOT NULL UNIQUE,
            customer_id TEXT NOT NULL REFERENCES customers (id),
            cart_id TEXT NOT NULL REFERENCES carts (id),
            order_group TEXT NOT NULL,
            billing_cycle TEXT NOT NULL,
            currency TEXT NOT NULL,
            created_at BIGINT NOT NULL,
            cancelled_at BIGINT,
            UNIQUE (cart_id, order_group)
        )
        """,
        "CREATE INDEX orders_by_customer ON orders (customer_id, created_at, id)",
        """
        CREATE TABLE order_lines (
            order_id TEXT NOT NULL REFERENCES orders (id),
            number BIGINT NOT NULL,
            customer_id TEXT NOT NULL,
            created_at BIGINT NOT NULL,
            kind TEXT NOT NULL,
            product_id TEXT NOT NULL,
            sku_id TEXT NOT NULL,
            availability_id TEXT NOT NULL,
            product_title TEXT NOT NULL,
            sku_title TEXT NOT NULL,
            publisher TEXT,
            friendly_name TEXT NOT NULL,
            quantity BIGINT NOT NULL,
            ordered_quantity BIGINT NOT NULL,
            term TEXT,
            renews_to TEXT,
            partner_on_record TEXT,
            provisioning TEXT NOT NULL,
            inclusions TEXT NOT NULL,
            subscription_id TEXT,
            parent_subscription_id TEXT,
            unit_price DECIMAL TEXT,
            price_source TEXT,
            price_as_of BIGINT,
            cancelled_at BIGINT,
            reservation TEXT,
            reservation_order_id TEXT,
            charged_periods BIGINT NOT NULL,
            next_charge_at BIGINT,
            PRIMARY KEY (order_id, number)
        )
        """,
        "CREATE INDEX order_lines_by_customer ON order_lines (customer_id, created_at, order_id, number)",
        "CREATE INDEX order_lines_by_reservation ON order_lines (reservation_order_id)",
        "CREATE INDEX order_lines_by_charge ON order_lines (next_charge_at)",
    ]

    /// What is owed: charges and credits, the invoices that they are put on, and the account that they add up to.
    static let billing = [
        """
        CREATE TABLE charges (
            number BIGINT NOT NULL PRIMARY KEY,
            order_id TEXT NOT NULL,
            line_number BIGINT NOT NULL,
            currency TEXT NOT NULL,
            invoice_type TEXT NOT NULL,
            charge_type TEXT NOT NULL,
            charged_at BIGINT NOT NULL,
            starts_at BIGINT NOT NULL,
            ends_at BIGINT NOT NULL,
            unit_price DECIMAL TEXT NOT NULL,
            effective_unit_price DECIMAL TEXT NOT NULL,
            quantity BIGINT NOT NULL,
            tax_rate DECIMAL TEXT NOT NULL,
            subtotal DECIMAL TEXT NOT NULL,
            tax DECIMAL TEXT NOT NULL,
            total DECIMAL TEXT NOT NULL,
            invoice_id TEXT,
            FOREIGN KEY (order_id, line_number) REFERENCES order_lines (order_id, number)
        )
        """,
        "CREATE INDEX charges_by_invoice ON charges (invoice_id, currency, number)",
        "CREATE INDEX charges_by_line ON charges (order_id, line_number)",
        """
        CREATE TABLE invoices (
            id TEXT NOT NULL PRIMARY KEY,
            number BIGINT NOT NULL UNIQUE,
            invoice_type TEXT NOT NULL,
            currency TEXT NOT NULL,
            issued_at BIGINT NOT NULL,
            period_start BIGINT NOT NULL,
            total DECIMAL TEXT NOT NULL
        )
        """,
        // What the charges and invoices of a currency add up to, kept with each of them, so that a credit check and a
        // balance read one row instead of a month of charges.
        """
        CREATE TABLE accounts (
            currency TEXT NOT NULL,
            invoice_type TEXT NOT NULL,
            billed DECIMAL TEXT NOT NULL,
            unbilled DECIMAL TEXT NOT NULL,
            first_invoice_at BIGINT,
            latest_invoice_at BIGINT,
            PRIMARY KEY (currency, invoice_type)
        )
        """,
    ]
}
