---@meta compra
-- Made from the table that binds each name to Lua: `make definitions` writes it, a test compares the two.

---What is raised: `pcall` gives it back whole.
---@class error
---@field code string|integer
---@field message string
---@field hint string?
---@field retryable boolean
---@field status integer?
---@field correlation_id string?
---@field where string?

---@alias document table

---@alias inventory_item table

---@alias invoice_summary table

---@alias price table

---@alias qualification table

---@alias term table

---The market that this run talks to.
---@class market
---@field name string What it is called.
---@field environment string `embedded`, `sandbox` or `production`.
---@field customers customers The partner's customers.
---@field catalog catalogues What is on sale, by country.
---@field invoices invoices What the partner is billed.
local market = {}

---The partner's customers.
---@class customers
local customers = {}

---One customer (OP-37; by domain through OP-36).
---
---    local contoso = market.customers:get "contoso.onmicrosoft.com"
---@param id string The tenant id, or a domain.
---@return customer
function customers:get(id) end

---One customer (OP-37; by domain through OP-36).
---
---    local contoso = market.customers:get "contoso.onmicrosoft.com"
---@param id string The tenant id, or a domain.
---@return customer?, error?
function customers:try_get(id) end

---The customers (OP-36), without country and billing profile.
---@param arguments? { name?: string }
---@return query<customer>
function customers:list(arguments) end

---A customer of the partner.
---@class customer
---@field id string The Azure AD tenant id, a GUID.
---@field name string The company's name.
---@field domain string The tenant's first domain.
---@field country string? The market, ISO 3166 alpha-2; items of a list don't have it: use get.
---@field currency string? ISO 4217 code, where the market knows it; items of a list don't have it.
---@field relationship_to_partner string `reseller` for one that can be sold to.
---@field allow_delegated_access boolean? Whether the partner may act in the tenant.
---@field company_profile table `tenant_id domain company_name organization_registration_number`.
---@field billing_profile table? Who is billed and where; items of a list don't have it.
local customer = {}

---What this customer may buy (OP-6, OP-9, OP-13).
---
---    local catalogue = customer:catalog{ segment = "commercial" }
---@param arguments? { segment?: "commercial"|"education"|"government"|"nonprofit", reservation_scope?: "AzurePlan" }
---@return catalogue
function customer:catalog(arguments) end

---What this customer may buy (OP-6, OP-9, OP-13).
---
---    local catalogue = customer:catalog{ segment = "commercial" }
---@param arguments? { segment?: "commercial"|"education"|"government"|"nonprofit", reservation_scope?: "AzurePlan" }
---@return catalogue?, error?
function customer:try_catalog(arguments) end

---The customer's subscriptions (OP-1).
---
---    customer:subscriptions{ kind = "azure", status = "active" }:one()
---@param arguments? { kind?: "azure"|"other", status?: "none"|"active"|"pending"|"suspended"|"deleted" }
---@return query<subscription>
function customer:subscriptions(arguments) end

---One subscription (OP-1).
---@param id string The Partner Center id or the Azure one, in either case (A-36).
---@return subscription
function customer:subscription(id) end

---One subscription (OP-1).
---@param id string The Partner Center id or the Azure one, in either case (A-36).
---@return subscription?, error?
function customer:try_subscription(id) end

---What the customer has proven to be (OP-39).
---@return qualification[]
function customer:qualifications() end

---What the customer has proven to be (OP-39).
---@return qualification[]?, error?
function customer:try_qualifications() end

---Asks for a qualification, which is then vetted (OP-40).
---@param name "Education"|"GovernmentCommunityCloud"|"StateOwnedEntity"|"None"|"Nonprofit" `Education`, …
---@param arguments? { code?: integer }
---@return qualification
function customer:set_qualification(name, arguments) end

---Asks for a qualification, which is then vetted (OP-40).
---@param name "Education"|"GovernmentCommunityCloud"|"StateOwnedEntity"|"None"|"Nonprofit" `Education`, …
---@param arguments? { code?: integer }
---@return qualification?, error?
function customer:try_set_qualification(name, arguments) end

---Opens a cart (OP-15). Faulty lines come back with `error`; such a cart can't be checked out (R-29).
---
---    local cart = customer:cart{ lines = { { offer = availability, quantity = 1 } } }
---@param arguments { lines: table }
---@return cart
function customer:cart(arguments) end

---Opens a cart (OP-15). Faulty lines come back with `error`; such a cart can't be checked out (R-29).
---
---    local cart = customer:cart{ lines = { { offer = availability, quantity = 1 } } }
---@param arguments { lines: table }
---@return cart?, error?
function customer:try_cart(arguments) end

---A cart that was opened before (OP-16).
---@param id string The cart's id, a GUID.
---@return cart
function customer:open_cart(id) end

---A cart that was opened before (OP-16).
---@param id string The cart's id, a GUID.
---@return cart?, error?
function customer:try_open_cart(id) end

---One order, found as soon as it is made (OP-20, R-38).
---@param id string The order's id.
---@return order
function customer:order(id) end

---One order, found as soon as it is made (OP-20, R-38).
---@param id string The order's id.
---@return order?, error?
function customer:try_order(id) end

---The customer's orders (OP-21). A new one may be missing for 15 minutes (R-38).
---@param arguments? { billing_cycle?: "unknown"|"monthly"|"annual"|"none"|"one_time"|"triennial"|"biennial" }
---@return query<order>
function customer:orders(arguments) end

---What the customer owns (OP-25).
---@param arguments? { type?: "software"|"reservedinstance"|"virtualmachinereservedinstance", show_expiry?: boolean }
---@return query<entitlement>
function customer:entitlements(arguments) end

---A subscription of a customer.
---@class subscription
---@field id string A GUID.
---@field entitlement_id string? The Azure subscription id.
---@field offer_id string What was bought.
---@field offer_name string What it is called.
---@field friendly_name string The partner's name for it.
---@field kind string `azure` where reservations can be bought for it, else `other`.
---@field quantity integer Licences.
---@field unit_type string What is counted.
---@field status string `active`, `suspended`, …
---@field billing_type string `usage` or `license`.
---@field billing_cycle string How it is billed.
---@field term_duration string? `P1Y`, …
---@field is_trial boolean Whether it is free for a time.
---@field auto_renew_enabled boolean Whether it renews itself.
---@field parent_subscription_id string? The subscription that it adds to.
---@field order_id string? The order that created it.
---@field creation_date string A time.
---@field effective_start_date string A time.
---@field commitment_end_date string A time.
local subscription = {}

---Asks for it to be enabled for reservations (OP-2, R-17).
---@return string
function subscription:register() end

---Asks for it to be enabled for reservations (OP-2, R-17).
---@return string?, error?
function subscription:try_register() end

---How far the enabling has come (OP-3).
---@return string
function subscription:registration() end

---How far the enabling has come (OP-3).
---@return string?, error?
function subscription:try_registration() end

---Registers it where that was not done, and waits until it is enabled. Raises `timeout`.
---@param arguments? { timeout?: string }
---@return subscription
function subscription:ensure_registered(arguments) end

---Registers it where that was not done, and waits until it is enabled. Raises `timeout`.
---@param arguments? { timeout?: string }
---@return subscription?, error?
function subscription:try_ensure_registered(arguments) end

---How far a change of licences has come (OP-4).
---@return table
function subscription:provisioning() end

---How far a change of licences has come (OP-4).
---@return table?, error?
function subscription:try_provisioning() end

---What is on sale, by country. What one customer may buy is customer:catalog{ … }.
---@class catalogues
local catalogues = {}

---The catalogue of a country (OP-5, OP-8, OP-12).
---
---    local catalogue = market.catalog:view{ country = "US", segment = "commercial" }
---@param arguments { country: string, segment?: "commercial"|"education"|"government"|"nonprofit", reservation_scope?: "AzurePlan" }
---@return catalogue
function catalogues:view(arguments) end

---A view of the catalogue. What is read from it keeps its country and segment.
---@class catalogue
---@field country string The market, ISO 3166 alpha-2.
---@field segment string? The segment; nil for all.
---@field reservation_scope string? `AzurePlan`, or nil for MS-AZR-0145P subscriptions (R-7).
local catalogue = {}

---The products of a part of the catalogue (OP-5, OP-6).
---
---    for product in catalogue:products{ target = "AzureReservations" } do print(product.title) end
---@param arguments { target: "Azure"|"AzureReservations"|"AzureReservationsVM"|"AzureReservationsSQL"|"AzureReservationsCosmosDb"|"MicrosoftAzure"|"OnlineServices"|"Software"|"SoftwareSUSELinux"|"SoftwarePerpetual"|"SoftwareSubscriptions" }
---@return query<product>
function catalogue:products(arguments) end

---One product (OP-7).
---@param id string The product's id.
---@return product
function catalogue:product(id) end

---One product (OP-7).
---@param id string The product's id.
---@return product?, error?
function catalogue:try_product(id) end

---SKUs by text: an exact id first, then titles that hold every word.
---
---    for sku in catalogue:search "D48 v4" do print(sku.id, sku.title) end
---@param text string An id, or words of a title.
---@return query<sku>
function catalogue:search(text) end

---The one SKU of a title. None or several is an error that lists them.
---
---    catalogue:find{ title = "SQL Server 2022 Standard" }
---@param arguments { title: string, type?: "Azure"|"AzureReservations"|"AzureReservationsVM"|"AzureReservationsSQL"|"AzureReservationsCosmosDb"|"MicrosoftAzure"|"OnlineServices"|"Software"|"SoftwareSUSELinux"|"SoftwarePerpetual"|"SoftwareSubscriptions" }
---@return sku
function catalogue:find(arguments) end

---The one SKU of a title. None or several is an error that lists them.
---
---    catalogue:find{ title = "SQL Server 2022 Standard" }
---@param arguments { title: string, type?: "Azure"|"AzureReservations"|"AzureReservationsVM"|"AzureReservationsSQL"|"AzureReservationsCosmosDb"|"MicrosoftAzure"|"OnlineServices"|"Software"|"SoftwareSUSELinux"|"SoftwarePerpetual"|"SoftwareSubscriptions" }
---@return sku?, error?
function catalogue:try_find(arguments) end

---Whether items can be delivered now, and why not (OP-11, R-12 to R-15).
---@param arguments { items: table, customer?: customer, subscription?: subscription }
---@return inventory_item[]
function catalogue:check_inventory(arguments) end

---Whether items can be delivered now, and why not (OP-11, R-12 to R-15).
---@param arguments { items: table, customer?: customer, subscription?: subscription }
---@return inventory_item[]?, error?
function catalogue:try_check_inventory(arguments) end

---A title under which SKUs are bought. A product itself cannot be bought (R-1).
---@class product
---@field id string 12 upper-case letters and digits.
---@field title string What it is called.
---@field description string What it is.
---@field product_type table `id`, `display_name` and, where there is one, `sub_type` of the same shape.
---@field is_microsoft_product boolean Whether Microsoft publishes it.
---@field publisher_name string? Who publishes it, where that is known.
local product = {}

---The product's SKUs in this view (OP-8, OP-9).
---@return query<sku>
function product:skus() end

---One SKU (OP-10).
---@param id string The SKU's id, unique within its product only (R-2).
---@return sku
function product:sku(id) end

---One SKU (OP-10).
---@param id string The SKU's id, unique within its product only (R-2).
---@return sku?, error?
function product:try_sku(id) end

---A variant of a product that can be bought.
---@class sku
---@field id string Unique within its product only (R-2).
---@field product_id string The product it belongs to.
---@field title string What it is called.
---@field description string What it is.
---@field minimum_quantity integer The least that can be bought at once (R-21).
---@field maximum_quantity integer The most that can be bought at once (R-21).
---@field is_trial boolean Whether it is free for a time.
---@field supported_billing_cycles string[] How it can be billed (R-22).
---@field purchase_prerequisites string[] What has to be done before it is bought (R-12, R-16).
---@field inventory_variables string[] What an inventory check has to be told (R-13).
---@field provisioning_variables string[] What a cart line has to say about provisioning (R-24).
---@field actions string[] What can be done with it later.
---@field dynamic_attributes table An unstable dictionary, keys as the wire spells them (R-8).
local sku = {}

---The offers of this SKU in this view (OP-12, OP-13).
---@return query<availability>
function sku:availabilities() end

---One offer of this SKU (OP-14).
---@param id string The availability's id; it changes over time (R-4).
---@return availability
function sku:availability(id) end

---One offer of this SKU (OP-14).
---@param id string The availability's id; it changes over time (R-4).
---@return availability?, error?
function sku:try_availability(id) end

---Whether it can be delivered now, and why not (OP-11, R-12 to R-15).
---@param arguments? { customer?: customer, subscription?: subscription }
---@return inventory_item
function sku:check_inventory(arguments) end

---Whether it can be delivered now, and why not (OP-11, R-12 to R-15).
---@param arguments? { customer?: customer, subscription?: subscription }
---@return inventory_item?, error?
function sku:try_check_inventory(arguments) end

---A SKU on offer in one country and segment. Its ids change over time: read it right before the cart (R-4).
---@class availability
---@field id string Unique within product and SKU.
---@field product_id string The product.
---@field sku_id string The SKU.
---@field catalog_item_id string What goes into a cart line (R-3).
---@field default_currency string ISO 4217 code.
---@field segment string Who it is for (R-5).
---@field country string The market it is valid in.
---@field is_purchasable boolean Whether it can be bought now (R-5).
---@field is_renewable boolean Whether it can be renewed.
---@field terms term[] Each `duration` (`P1Y`) and `description`; empty for perpetual items (R-23).
local availability = {}

---The price before tax and where it comes from: `unit total currency quantity source as_of estimate`. Nil where no price list has one.
---
---    local price = availability:price{ term = "P3Y", quantity = 2 }
---@param arguments? { term?: string, quantity?: integer, billing_cycle?: "unknown"|"monthly"|"annual"|"none"|"one_time"|"triennial"|"biennial" }
---@return price?
function availability:price(arguments) end

---The price before tax and where it comes from: `unit total currency quantity source as_of estimate`. Nil where no price list has one.
---
---    local price = availability:price{ term = "P3Y", quantity = 2 }
---@param arguments? { term?: string, quantity?: integer, billing_cycle?: "unknown"|"monthly"|"annual"|"none"|"one_time"|"triennial"|"biennial" }
---@return price?, error?
function availability:try_price(arguments) end

---A purchase that is being put together. It expires about 15 minutes after its creation (R-27).
---@class cart
---@field id string A GUID.
---@field status string `Active` or `Ordered` (R-28).
---@field expires_at string A time; after it the cart is gone (R-27).
---@field created_at string A time.
---@field lines cart_line[] What is in it, in order.
---@field groups string[] Lines of one group become one order (R-25).
---@field total money? Before tax; nil where a line has no price or currencies differ.
local cart = {}

---Adds a line (OP-17).
---
---    cart:add{ offer = availability, quantity = 2 }
---@param arguments? { offer?: availability|sku, catalog_item_id?: string, quantity?: integer, term?: string, billing_cycle?: "unknown"|"monthly"|"annual"|"none"|"one_time"|"triennial"|"biennial", subscription?: subscription, scope?: "single"|"shared", provisioning?: table, friendly_name?: string, participants?: table, addons?: table, renews_to?: string }
---@return cart_line
function cart:add(arguments) end

---Adds a line (OP-17).
---
---    cart:add{ offer = availability, quantity = 2 }
---@param arguments? { offer?: availability|sku, catalog_item_id?: string, quantity?: integer, term?: string, billing_cycle?: "unknown"|"monthly"|"annual"|"none"|"one_time"|"triennial"|"biennial", subscription?: subscription, scope?: "single"|"shared", provisioning?: table, friendly_name?: string, participants?: table, addons?: table, renews_to?: string }
---@return cart_line?, error?
function cart:try_add(arguments) end

---Changes what is named of a line (OP-17).
---
---    cart:change(cart.lines[1], { quantity = 3 })
---@param line cart_line One of the cart's lines.
---@param arguments? { offer?: availability|sku, catalog_item_id?: string, quantity?: integer, term?: string, billing_cycle?: "unknown"|"monthly"|"annual"|"none"|"one_time"|"triennial"|"biennial", subscription?: subscription, scope?: "single"|"shared", provisioning?: table, friendly_name?: string, participants?: table, addons?: table, renews_to?: string }
---@return cart_line
function cart:change(line, arguments) end

---Changes what is named of a line (OP-17).
---
---    cart:change(cart.lines[1], { quantity = 3 })
---@param line cart_line One of the cart's lines.
---@param arguments? { offer?: availability|sku, catalog_item_id?: string, quantity?: integer, term?: string, billing_cycle?: "unknown"|"monthly"|"annual"|"none"|"one_time"|"triennial"|"biennial", subscription?: subscription, scope?: "single"|"shared", provisioning?: table, friendly_name?: string, participants?: table, addons?: table, renews_to?: string }
---@return cart_line?, error?
function cart:try_change(line, arguments) end

---Takes a line out (OP-17). The last line can't be taken out (R-19).
---@param line cart_line One of the cart's lines.
---@return cart
function cart:remove(line) end

---Takes a line out (OP-17). The last line can't be taken out (R-19).
---@param line cart_line One of the cart's lines.
---@return cart?, error?
function cart:try_remove(line) end

---Buys what is in it, one order for each group (OP-18): `orders`, and `errors` for groups that failed, each `group code description` (R-35).
---@return table
function cart:checkout() end

---Buys what is in it, one order for each group (OP-18): `orders`, and `errors` for groups that failed, each `group code description` (R-35).
---@return table?, error?
function cart:try_checkout() end

---A line of a cart.
---@class cart_line
---@field catalog_item_id string What is bought (R-3).
---@field friendly_name string? The partner's name for it.
---@field quantity integer Licences or instances.
---@field billing_cycle string How it is billed.
---@field term string? `P1Y`, …; nil for perpetual items.
---@field currency string? ISO 4217 code.
---@field order_group string? Lines of one group become one order (R-25).
---@field provisioning_context table Keys as the wire spells them (R-24).
---@field renews_to string? The term that it renews to.
---@field price price? What it costs before tax, where the market knows it.
---@field error table? `code` and `description` of what is wrong with it (R-29); nil for a good line.
---@field addons table[] Lines that are bought with it: `catalog_item_id quantity error`.
local cart_line = {}

---A purchase that was made: one group of a cart (R-32).
---@class order
---@field id string 33 characters.
---@field alternate_id string The short id, under which invoice lines name it (R-61).
---@field customer_id string Who it was bought for.
---@field status string `pending`, `completed`, `cancelled`; `planned` in a plan.
---@field billing_cycle string How it is billed (R-34).
---@field currency string ISO 4217 code.
---@field total money? What was priced at checkout, before tax; nil for orders made elsewhere.
---@field lines table[] Each `number offer_id friendly_name quantity term subscription_id price`, numbered from 0 (R-33).
---@field created_at string A time.
local order = {}

---Reads it again (OP-20).
---@return order
function order:refresh() end

---Reads it again (OP-20).
---@return order?, error?
function order:try_refresh() end

---Waits until it has a status. Raises `timeout`, or `status_unreachable` as soon as it can't get there.
---
---    order:wait{ status = "completed", timeout = "2h" }
---@param arguments? { status?: "unknown"|"completed"|"pending"|"cancelled", timeout?: string }
---@return order
function order:wait(arguments) end

---Waits until it has a status. Raises `timeout`, or `status_unreachable` as soon as it can't get there.
---
---    order:wait{ status = "completed", timeout = "2h" }
---@param arguments? { status?: "unknown"|"completed"|"pending"|"cancelled", timeout?: string }
---@return order?, error?
function order:try_wait(arguments) end

---Cancels it, or whole lines of it, within the market's window (OP-23, R-43 to R-47).
---@param arguments? { lines?: table }
---@return order
function order:cancel(arguments) end

---Cancels it, or whole lines of it, within the market's window (OP-23, R-43 to R-47).
---@param arguments? { lines?: table }
---@return order?, error?
function order:try_cancel(arguments) end

---Where marketplace lines are activated, each `line_number` and `uri` (OP-24, R-42).
---@return table[]
function order:activation_links() end

---Where marketplace lines are activated, each `line_number` and `uri` (OP-24, R-42).
---@return table[]?, error?
function order:try_activation_links() end

---How far each line has been provisioned, each `line_number status quantities` (OP-22, R-41).
---@return table[]
function order:provisioning() end

---How far each line has been provisioned, each `line_number status quantities` (OP-22, R-41).
---@return table[]?, error?
function order:try_provisioning() end

---What a customer owns through an order line (R-52).
---@class entitlement
---@field product_id string The product.
---@field sku_id string The SKU.
---@field quantity integer Units; neither unfulfilled nor transferred ones count (R-55).
---@field entitlement_type string `software` or `reservedinstance`.
---@field order_id string The order it comes from.
---@field order_line integer The number of the order's line, from 0.
---@field expiry_date string? With `show_expiry`, for kinds that expire (R-54).
---@field included_entitlements entitlement[] Products that were granted with it.
local entitlement = {}

---The reservations behind it (OP-26); empty for software (R-53).
---@return table[]
function entitlement:reservations() end

---The reservations behind it (OP-26); empty for software (R-53).
---@return table[]?, error?
function entitlement:try_reservations() end

---What the partner is billed.
---@class invoices
local invoices = {}

---What is unpaid in the default currency (OP-27, R-58).
---@return invoice_summary
function invoices:balance() end

---What is unpaid in the default currency (OP-27, R-58).
---@return invoice_summary?, error?
function invoices:try_balance() end

---What is unpaid, for each currency (OP-28).
---@return invoice_summary[]
function invoices:summaries() end

---What is unpaid, for each currency (OP-28).
---@return invoice_summary[]?, error?
function invoices:try_summaries() end

---The invoices (OP-29).
---@param arguments? { from?: string, to?: string, invoice_type?: "Recurring"|"OneTime" }
---@return query<invoice>
function invoices:list(arguments) end

---One invoice (OP-30).
---@param id string The invoice's id.
---@return invoice
function invoices:get(id) end

---One invoice (OP-30).
---@param id string The invoice's id.
---@return invoice?, error?
function invoices:try_get(id) end

---Charges that are on no invoice yet (OP-35, R-62).
---@param arguments { currency: string, period?: "current"|"previous" }
---@return query<invoice_line>
function invoices:unbilled(arguments) end

---A bill of the partner's account, for all of its customers in one currency.
---@class invoice
---@field id string `D…` recurring, `G…` one-time.
---@field invoice_date string A time.
---@field billing_period_start_date string A time.
---@field billing_period_end_date string A time.
---@field total_charges money Charges plus adjustments, after tax.
---@field paid_amount money Not to be computed with (A-15).
---@field currency string ISO 4217 code.
---@field invoice_type string `Recurring` or `OneTime`.
---@field document_type string `invoice`, `void_note`, `adjustment_note`.
---@field amends_of string? The invoice that this one corrects (R-59).
---@field amendments invoice[] Corrections of this one (R-59).
---@field invoice_details table[] Which line items it has: `line_item_type` and `provider`.
local invoice = {}

---Its lines, 2,000 fetched at a time (OP-31).
---@param arguments? { provider?: "none"|"office"|"azure"|"azure_data_market"|"one_time"|"marketplace"|"all", line_item_type?: "none"|"usage_line_items"|"billing_line_items" }
---@return query<invoice_line>
function invoice:lines(arguments) end

---Its statement as PDF, written into the run's output folder (OP-32): `path bytes warnings`.
---
---    invoice:statement("2026-09/" .. invoice.id .. ".pdf")
---@param file? string A name in the output folder; the service's own where it is left out.
---@return document
function invoice:statement(file) end

---Its statement as PDF, written into the run's output folder (OP-32): `path bytes warnings`.
---
---    invoice:statement("2026-09/" .. invoice.id .. ".pdf")
---@param file? string A name in the output folder; the service's own where it is left out.
---@return document?, error?
function invoice:try_statement(file) end

---The receipts of its tax as PDF, written into the run's output folder (OP-33); none outside of Taiwan.
---@return document[]
function invoice:receipts() end

---The receipts of its tax as PDF, written into the run's output folder (OP-33); none outside of Taiwan.
---@return document[]?, error?
function invoice:try_receipts() end

---Its lines as a table for spreadsheets, written into the run's output folder: `path bytes warnings`.
---
---    invoice:lines_csv "september.csv"
---@param file? string A name in the output folder; `Invoice_ID.csv` where it is left out.
---@param arguments? { provider?: "none"|"office"|"azure"|"azure_data_market"|"one_time"|"marketplace"|"all", line_item_type?: "none"|"usage_line_items"|"billing_line_items" }
---@return document
function invoice:lines_csv(file, arguments) end

---Its lines as a table for spreadsheets, written into the run's output folder: `path bytes warnings`.
---
---    invoice:lines_csv "september.csv"
---@param file? string A name in the output folder; `Invoice_ID.csv` where it is left out.
---@param arguments? { provider?: "none"|"office"|"azure"|"azure_data_market"|"one_time"|"marketplace"|"all", line_item_type?: "none"|"usage_line_items"|"billing_line_items" }
---@return document?, error?
function invoice:try_lines_csv(file, arguments) end

---One charge or credit on an invoice (R-60).
---@class invoice_line
---@field customer_id string Who it was bought for.
---@field customer_name string The company's name.
---@field customer_domain_name string The tenant's domain.
---@field customer_country string ISO 3166 alpha-2.
---@field invoice_number string Empty while the charge is not billed (R-62).
---@field order_id string The order's alternate id (R-61).
---@field order_date string A time.
---@field order_line integer The number of the order's line, from 0.
---@field product_id string The product.
---@field sku_id string The SKU.
---@field availability_id string The availability.
---@field product_name string What the product is called.
---@field sku_name string What the SKU is called.
---@field publisher_name string? Who publishes it.
---@field subscription_id string? The subscription that is charged for.
---@field charge_start_date string A time.
---@field charge_end_date string A time.
---@field term_and_billing_cycle string In words.
---@field billing_frequency string The billing cycle.
---@field charge_type string `New`, `Cancel`, …
---@field unit_price money For one unit.
---@field effective_unit_price money For one unit, after discounts.
---@field unit_type string What is counted.
---@field quantity integer Units.
---@field subtotal money `effective_unit_price × quantity`, before tax.
---@field tax_total money Tax.
---@field total_for_customer money `subtotal + tax_total`.
---@field currency string ISO 4217 code.
---@field price_source string? The kind of list that the price was read from.
local invoice_line = {}

---A list that is fetched as it is needed: `for item in query do … end`.
---@class query<T>
local query = {}

---Every item, as a list.
---@return T[]
function query:all() end

---Every item, as a list.
---@return T[]?, error?
function query:try_all() end

---The first item, or nil where there is none.
---@return T?
function query:first() end

---The first item, or nil where there is none.
---@return T?, error?
function query:try_first() end

---The only item. Raises `not_one` where there is none, or more than one.
---@return T
function query:one() end

---The only item. Raises `not_one` where there is none, or more than one.
---@return T?, error?
function query:try_one() end

---Named values that can be read and not assigned.
---@class result
local result = {}

---An exact amount of one currency: `money "12.50 USD"`, `USD "12.50"`. Prices are before tax.
---@class money
---@field currency string ISO 4217 code.
---@field amount string The amount as text, exact.
local money = {}

---Whether it is nothing.
---@return boolean
function money:is_zero() end

---So much of it, rounded to the currency's minor unit.
---
---    price:scale("12.5%", { round = "half_even" })
---@param by string A percentage or a factor, as text: `"12.5%"`, `"0.125"`.
---@param arguments? { round?: "half_away_from_zero"|"half_even"|"half_toward_zero"|"away_from_zero"|"toward_zero"|"up"|"down" }
---@return money
function money:scale(by, arguments) end

---Parts that differ by one minor unit at most and add up.
---
---    money "10 USD":split(3)
---@param parts integer How many.
---@return money[]
function money:split(parts) end

---Parts in these ratios, which add up.
---
---    money "10 USD":allocate{ 70, 30 }
---@param ratios table Whole numbers.
---@return money[]
function money:allocate(ratios) end

---The script's parameters: `--arg name=value`, `--args file.json`.
---@class args
local args = {}

---A parameter, or its default, or nil.
---
---    local quantity = args:get("quantity", { default = 4 })
---@param name string The parameter.
---@param arguments? { default?: any }
---@return any
function args:get(name, arguments) end

---Exact amounts. `money "12.50 USD"`, `money.USD "12.50"`, and so for each ISO 4217 code.
---@class money_library
local money_library = {}

---Nothing, in a currency.
---@param currency string ISO 4217 code.
---@return money
function money_library.zero(currency) end

---What they add up to; mixed currencies are an error.
---
---    money.sum{ first.total, second.total }
---@param list table Amounts of one currency, at least one.
---@return money
function money_library.sum(list) end

---JSON. Numbers with a fraction stay exact text, so that money can be built from them.
---@class json
local json = {}

---A value as JSON.
---@param value any What to write; keys are sorted. Money is written as text, `"12.50 USD"`.
---@return string
function json.encode(value) end

---What JSON says. A number with a fraction or an exponent comes back as its text, exact.
---
---    money.USD(json.decode('{"total": 12.50}').total)
---@param text string JSON.
---@return any
function json.decode(text) end

---The market's time, as text that compares: `2026-09-07T09:00:00Z`.
---@class clock
local clock = {}

---The time.
---@return string
function clock.now() end

---The date, `2026-09-07`.
---@return string
function clock.today() end

---The time a duration later. A month after January 31st is the end of February.
---
---    clock.add(clock.now(), "P1M")
---@param time string A time, or a date.
---@param duration string `P1M` or `2h`; with a minus before it, back.
---@return string
function clock.add(time, duration) end

---Its month, `2026-09`.
---@param time string A time, or a date.
---@return string
function clock.month(time) end

---Waits. A simulated clock moves on when every running script waits.
---
---    clock.sleep "30s"
---@param duration string `30s`, `15m`, `P1D`.
---@return nil
function clock.sleep(duration) end

---Waits until a function returns something true, and returns that. Raises `timeout`.
---
---    clock.wait{ when = function() return order:refresh().status == "completed" end }
---@param arguments { when: function, every?: string, timeout?: string }
---@return any
function clock.wait(arguments) end

---Messages for people who watch the run; they go to stderr, never among the data.
---@class log
local log = {}

---A message of the level `trace`.
---
---    log.trace("ordered", { order = order.id })
---@param message any What happened.
---@param fields? table More about it, by name.
---@return nil
function log.trace(message, fields) end

---A message of the level `debug`.
---
---    log.debug("ordered", { order = order.id })
---@param message any What happened.
---@param fields? table More about it, by name.
---@return nil
function log.debug(message, fields) end

---A message of the level `info`.
---
---    log.info("ordered", { order = order.id })
---@param message any What happened.
---@param fields? table More about it, by name.
---@return nil
function log.info(message, fields) end

---A message of the level `notice`.
---
---    log.notice("ordered", { order = order.id })
---@param message any What happened.
---@param fields? table More about it, by name.
---@return nil
function log.notice(message, fields) end

---A message of the level `warning`.
---
---    log.warning("ordered", { order = order.id })
---@param message any What happened.
---@param fields? table More about it, by name.
---@return nil
function log.warning(message, fields) end

---A message of the level `error`.
---
---    log.error("ordered", { order = order.id })
---@param message any What happened.
---@param fields? table More about it, by name.
---@return nil
function log.error(message, fields) end

---A message of the level `critical`.
---
---    log.critical("ordered", { order = order.id })
---@param message any What happened.
---@param fields? table More about it, by name.
---@return nil
function log.critical(message, fields) end

---The market that this run talks to.
---
---    for customer in market.customers:list() do print(customer.name) end
---@type market
market = nil

---Buys in one statement, and stops before money moves if any step fails. `status orders errors total lines` come back.
---
---    purchase "Contoso" { customer = contoso, segment = "commercial", budget = USD "900", { product = "DZH318Z0D1L4", sku = "00WR", term = "P1Y", quantity = 2 } }
---@type fun(name: string): fun(purchase: table): table
purchase = nil

---Exact amounts. `money "12.50 USD"`, `money.USD "12.50"`, and so for each ISO 4217 code.
---
---    money "12.50 USD"
---@type money_library
money = nil

---The script's parameters: `--arg name=value`, `--args file.json`.
---@type args
args = nil

---Messages for people who watch the run; they go to stderr, never among the data.
---@type log
log = nil

---JSON. Numbers with a fraction stay exact text, so that money can be built from them.
---@type json
json = nil

---The market's time, as text that compares: `2026-09-07T09:00:00Z`.
---@type clock
clock = nil

---An amount of USD, built from text or a whole number.
---
---    USD "12.50"
---@type fun(amount: string|integer): money
USD = nil

---An amount of EUR, built from text or a whole number.
---
---    EUR "12.50"
---@type fun(amount: string|integer): money
EUR = nil

---An amount of GBP, built from text or a whole number.
---
---    GBP "12.50"
---@type fun(amount: string|integer): money
GBP = nil

---An amount of JPY, built from text or a whole number.
---
---    JPY "12.50"
---@type fun(amount: string|integer): money
JPY = nil
