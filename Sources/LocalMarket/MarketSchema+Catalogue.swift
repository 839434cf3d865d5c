extension MarketSchema {
    /// What is sold: products, their SKUs, and where and to whom each is offered. Lists of names are words with a blank
    /// between them, because a page of 500 SKUs has thousands of them to read.
    static let catalogue = [
        """
        CREATE TABLE products (
            id TEXT NOT NULL PRIMARY KEY,
            shelf TEXT NOT NULL,
            title TEXT NOT NULL,
            description TEXT NOT NULL,
            type_id TEXT NOT NULL,
            type_name TEXT NOT NULL,
            subtype_id TEXT,
            subtype_name TEXT,
            is_microsoft_product BIGINT NOT NULL,
            publisher TEXT
        )
        """,
        // The number is the order in which SKUs came into the catalogue, and the SKU's row in the search index.
        """
        CREATE TABLE skus (
            product_id TEXT NOT NULL REFERENCES products (id),
            id TEXT NOT NULL,
            number BIGINT NOT NULL,
            title TEXT NOT NULL,
            description TEXT NOT NULL,
            minimum_quantity BIGINT NOT NULL,
            maximum_quantity BIGINT NOT NULL,
            is_trial BIGINT NOT NULL,
            billing_cycles TEXT NOT NULL,
            prerequisites TEXT NOT NULL,
            inventory_variables TEXT NOT NULL,
            provisioning_variables TEXT NOT NULL,
            actions TEXT NOT NULL,
            attributes TEXT NOT NULL,
            PRIMARY KEY (product_id, id)
        )
        """,
        // An empty reservation scope is the set for MS-AZR-0145P subscriptions.
        """
        CREATE TABLE availabilities (
            product_id TEXT NOT NULL,
            sku_id TEXT NOT NULL,
            id TEXT NOT NULL,
            segment TEXT NOT NULL,
            country TEXT NOT NULL,
            reservation_scope TEXT NOT NULL,
            currency TEXT NOT NULL,
            is_purchasable BIGINT NOT NULL,
            is_renewable BIGINT NOT NULL,
            terms TEXT NOT NULL,
            PRIMARY KEY (product_id, sku_id, id),
            FOREIGN KEY (product_id, sku_id) REFERENCES skus (product_id, id)
        )
        """,
        // What a SKU grants beside itself.
        """
        CREATE TABLE inclusions (
            product_id TEXT NOT NULL,
            sku_id TEXT NOT NULL,
            included_product_id TEXT NOT NULL,
            included_sku_id TEXT NOT NULL,
            quantity BIGINT NOT NULL,
            PRIMARY KEY (product_id, sku_id, included_product_id, included_sku_id),
            FOREIGN KEY (product_id, sku_id) REFERENCES skus (product_id, id),
            FOREIGN KEY (included_product_id, included_sku_id) REFERENCES skus (product_id, id)
        )
        """,
        // The products of each section, by which a list of products is read without looking at any other product.
        """
        CREATE TABLE listings (
            section TEXT NOT NULL,
            product_id TEXT NOT NULL REFERENCES products (id),
            PRIMARY KEY (section, product_id)
        )
        """,
    ]

    /// What it costs and whether it can be had.
    static let supply = [
        // A price belongs to a country and segment rather than to an availability, whose id may change. An empty
        // term is that of perpetual items.
        """
        CREATE TABLE prices (
            product_id TEXT NOT NULL,
            sku_id TEXT NOT NULL,
            country TEXT NOT NULL,
            segment TEXT NOT NULL,
            currency TEXT NOT NULL,
            source TEXT NOT NULL,
            term TEXT NOT NULL,
            billing_cycle TEXT NOT NULL,
            quantity_from BIGINT NOT NULL,
            effective_from BIGINT NOT NULL,
            quantity_to BIGINT,
            effective_to BIGINT,
            amount DECIMAL TEXT NOT NULL,
            PRIMARY KEY (
                product_id, sku_id, country, segment, currency, source, term, billing_cycle, quantity_from,
                effective_from
            )
        )
        """,
        // A SKU without a row here is never out of stock.
        """
        CREATE TABLE stock (
            product_id TEXT NOT NULL,
            sku_id TEXT NOT NULL,
            available BIGINT NOT NULL CHECK (available >= 0),
            PRIMARY KEY (product_id, sku_id),
            FOREIGN KEY (product_id, sku_id) REFERENCES skus (product_id, id)
        )
        """,
        // An empty country, region or subscription is any.
        """
        CREATE TABLE restrictions (
            product_id TEXT NOT NULL,
            sku_id TEXT NOT NULL,
            country TEXT NOT NULL,
            region TEXT NOT NULL,
            subscription_id TEXT NOT NULL,
            reason_code TEXT NOT NULL,
            description TEXT NOT NULL,
            PRIMARY KEY (product_id, sku_id, country, region, subscription_id, reason_code),
            FOREIGN KEY (product_id, sku_id) REFERENCES skus (product_id, id)
        )
        """,
    ]

    /// The words of every SKU, by its number. Neither positions nor counts of words are kept: results come in the order
    /// of numbers, never ranked.
    static let search = [
        """
        CREATE VIRTUAL TABLE sku_search USING fts5 (
            words, product_id UNINDEXED, sku_id UNINDEXED, tokenize = 'ascii', detail = none, columnsize = 0
        )
        """
    ]
}
