from datetime import timedelta

from odoo import api, fields, models

from ..shopify.errors import BusinessError
from ..shopify.values import content_hash, instant
from .order_parts import other_total

# Without the permission `read_all_orders` Shopify shows only the orders of the last
# sixty days (documented); it answers null for older ones.
WINDOW = timedelta(days=59)


class ShopifyFlowOrderImport(models.AbstractModel):
    """Every Shopify order becomes one sale order, to the cent.

    The parts of the work have a file each: what is read (`order_fetch`), lines and
    their exact amounts (`order_lines`), what is looked up once per batch
    (`order_lookups`), whom it is for (`order_partners`), and whether it may be
    confirmed (`order_confirm`).
    """

    _name = "shopify.flow.order_import"
    _inherit = "shopify.flow.import"
    _description = "Orders"

    _shopify_resource = "Order"
    _shopify_topics = (
        "orders/create",
        "orders/updated",
        "orders/cancelled",
        "orders/delete",
        "orders/risk_assessment_changed",
    )
    _shopify_scopes = ("read_orders", "read_customers", "read_products")
    _shopify_sequence = 40
    _shopify_batch_size = 50
    _shopify_binding = "shopify.sale.order"
    _shopify_query = "order"
    _shopify_scan_query = "orders_delta"
    _shopify_connection = "orders"

    @api.model
    def _query_variables(self, backend):
        """Where an order ships from, returns, payment terms: told only to apps that
        may know."""
        granted = (backend.granted_scopes or "").split(",")
        return {
            "fulfilment": "read_merchant_managed_fulfillment_orders" in granted,
            "returns": "read_returns" in granted or "write_returns" in granted,
            "terms": bool({"read_payment_terms", "write_payment_terms"} & {*granted}),
        }

    @api.model
    def _drop_unchanged(self, batch):
        """Nor are orders taken that were placed before the store went live here.

        Of unchanged ones the new time is kept: whether all are in must be told.
        """
        self._fetch_returns(batch)
        nodes = dict(batch.nodes)
        super()._drop_unchanged(batch)
        for gid in nodes.keys() - batch.nodes.keys():
            updated_at = instant(nodes[gid]["updatedAt"])
            if batch.bindings[gid].remote_updated_at != updated_at:
                batch.bindings[gid].remote_updated_at = updated_at
        for gid, node in list(batch.nodes.items()):
            if gid not in batch.bindings and not self._is_wanted(batch, node):
                del batch.nodes[gid]

    @api.model
    def _is_wanted(self, batch, node):
        """Whether an order that is not in Odoo is to be taken."""
        return instant(node["createdAt"]) >= self._policy(batch.backend).order_since

    @api.model
    def _scan_start(self, policy):
        return policy.order_since

    @api.model
    def _process_gone(self, batch, gids):
        """Deleted in the store. An order too old for our permission only seems so."""
        found = self.env[self._shopify_binding]._find(batch.backend, gids)
        oldest = fields.Datetime.now() - WINDOW
        for gid, binding in found.items():
            if self._is_hidden(batch, binding, oldest):
                continue
            binding.active = False
            if binding.odoo_id.state != "cancel":
                batch.problem(gid, self._deleted_error(binding))

    def _is_hidden(self, batch, binding, oldest):
        granted = (batch.backend.granted_scopes or "").split(",")
        return "read_all_orders" not in granted and binding.remote_created_at < oldest

    def _deleted_error(self, binding):
        return BusinessError(
            "order_missing",
            self.env._("Order %s was deleted in Shopify.", binding.name),
            name=binding.name,
            record=binding.odoo_id,
        )

    @api.model
    def _prefetch(self, batch):
        self.env["shopify.order.lookups"]._prefetch(batch)

    @api.model
    def _prepare_values(self, batch, node):
        """Values of a sale order; its lines only where they may still be made.

        The lines of a confirmed order, or of one that a person corrected, stay what
        they are, so nothing about them can be a problem any more (a product archived
        since, a tax no longer mapped).
        """
        values = self._prepare_header(batch, node)
        binding = batch.bindings.get(node["id"])
        if not binding or binding._may_be_made_anew():
            self.env["shopify.order.lookups"]._check_location(batch, node)
            batch.lookups["made"].add(node["id"])
            lines = self.env["shopify.order.lines"]._prepare(batch, node)
            values["order_line"] = [(0, 0, line) for line in lines]
        return values

    @api.model
    def _prepare_header(self, batch, node):
        lookups = self.env["shopify.order.lookups"]
        partners = batch.lookups["partners"][node["id"]]
        policy = batch.lookups["policy"]
        values = {
            "name": f"{policy.order_prefix or ''}{node['name']}",
            "client_order_ref": node["poNumber"] or node["name"],
            "origin": f"Shopify {node['name']}",
            "company_id": self.env.company.id,
            "partner_id": partners.customer.id,
            "partner_invoice_id": partners.invoice.id,
            "partner_shipping_id": partners.delivery.id,
            "date_order": lookups._order_date(node),
            "team_id": policy.order_team_id.id,
            "user_id": False,
            "tag_ids": [(6, 0, lookups._tags(batch, node).ids)],
            "warehouse_id": lookups._warehouse(batch, node).id,
            **lookups._currency_values(batch, node),
        }
        carrier = lookups._carrier(batch, node)
        if carrier:
            values["carrier_id"] = carrier.id
        term = lookups._payment_term(batch, node)
        if term:
            values["payment_term_id"] = term.id
        return values

    @api.model
    def _update(self, batch, gid, vals):
        self.env["shopify.order.update"]._update(batch, gid, vals)

    @api.model
    def _after_import(self, batch, created):
        self._describe(batch)
        self.env["shopify.order.stock"]._keep(batch, created)
        orders = {
            gid: binding
            for gid, binding in batch.bindings.items()
            if gid in batch.nodes
        }
        # Returns first: what came back in this very run is on the lines no more.
        self._take_steps(batch, orders, ("refund", "return", "follow"))
        self.env["shopify.order.confirm"]._settle(batch)
        self._take_steps(batch, orders, ("invoice", "credit", "payment"))

    def _take_steps(self, batch, orders, steps):
        for step in steps:
            self.env[f"shopify.order.{step}"]._process(batch, orders)

    @api.model
    def _describe(self, batch):
        """Keep on the bindings what Odoo's order has no place for."""
        for gid, binding in batch.bindings.items():
            if gid in batch.nodes:
                binding.write(self._prepare_binding(batch, batch.nodes[gid]))

    @api.model
    def _prepare_binding(self, batch, node):
        return {
            "name": node["name"],
            "remote_created_at": self.env["shopify.order.lookups"]._order_date(node),
            "financial_status": node["displayFinancialStatus"],
            "fulfillment_status": node["displayFulfillmentStatus"],
            "return_status": node["returnStatus"],
            "source_name": node["sourceName"],
            "gateways": ", ".join(node["paymentGatewayNames"]),
            "discount_codes": ", ".join(node["discountCodes"]),
            "note": node["note"],
            "attributes": attributes_text(node["customAttributes"]),
            "is_test": node["test"],
            "taxes_included": node["taxesIncluded"],
            "other_total": other_total(node, batch.lookups["side"]),
        }


def attributes_text(attributes):
    """Shopify's key/value pairs, one a line."""
    return "\n".join(f"{each['key']}: {each['value']}" for each in attributes)


def ordered_hash(node):
    """A hash of what was ordered at which price, refunds left aside."""
    refunded = {}
    for refund in node["refunds"]:
        for line in refund["refundLineItems"]["nodes"]:
            gid = line["lineItem"]["id"]
            refunded[gid] = refunded.get(gid, 0) + line["quantity"]
    lines = [
        {
            "id": line["id"],
            "quantity": line["currentQuantity"] + refunded.get(line["id"], 0),
            "price": line["originalUnitPriceSet"],
            "discounts": [
                each["allocatedAmountSet"] for each in line["discountAllocations"]
            ],
        }
        for line in node["lineItems"]["nodes"]
    ]
    shipping = [
        [line["id"], line["isRemoved"], line["discountedPriceSet"]]
        for line in node["shippingLines"]["nodes"]
    ]
    return content_hash({"lines": lines, "shipping": shipping})
