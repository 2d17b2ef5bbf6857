from odoo import api, models

from ..shopify.errors import BusinessError
from ..shopify.values import amount
from .order_kind_draft import as_order


class ShopifyFlowDraftOrderImport(models.AbstractModel):
    """A draft order of the store is a quotation in Odoo, as long as it is open.

    When it is completed the import of orders goes on with that quotation (see
    `order_kind_adopt`). Its parts are prepared as those of orders are.
    """

    _name = "shopify.flow.draft_order_import"
    _inherit = "shopify.flow.import"
    _description = "Draft orders"

    _shopify_resource = "DraftOrder"
    _shopify_topics = (
        "draft_orders/create",
        "draft_orders/update",
        "draft_orders/delete",
    )
    _shopify_scopes = ("read_draft_orders", "read_customers", "read_products")
    _shopify_sequence = 45
    _shopify_binding = "shopify.draft.order"
    _shopify_query = "draft_order"
    _shopify_scan_query = "draft_orders_delta"
    _shopify_connection = "draftOrders"

    @api.model
    def _prepare_policy(self, backend):
        """Most shops do without: somebody switches it on."""
        return {**super()._prepare_policy(backend), "enabled": False}

    @api.model
    def _scan_start(self, policy):
        orders = self.env["shopify.flow.order_import"]
        return orders._policy(policy.backend_id).order_since

    @api.model
    def _fetch(self, batch):
        super()._fetch(batch)
        for gid, node in batch.nodes.items():
            lines = node["lineItems"]
            if lines["pageInfo"]["hasNextPage"]:
                cursor = lines["pageInfo"]["endCursor"]
                for page in batch.client.pages(
                    "draft_order_lines", "draftOrder.lineItems", id=gid, cursor=cursor
                ):
                    lines["nodes"].extend(page)
        batch.nodes = {gid: as_order(node) for gid, node in batch.nodes.items()}

    @api.model
    def _drop_unchanged(self, batch):
        """Completed ones are orders; what became of a quotation here stays."""
        super()._drop_unchanged(batch)
        self._complete(batch)
        for gid, binding in batch.bindings.items():
            if gid in batch.nodes and not binding._may_follow():
                if binding.odoo_id.state != "cancel":
                    batch.problem(gid, self._changed_error(binding))
                del batch.nodes[gid]

    def _complete(self, batch):
        """Keep which order a draft became. If that order came in by itself, the
        quotation is superfluous."""
        done = {
            gid: node["order"] and node["order"]["id"]
            for gid, node in batch.nodes.items()
            if node["status"] == "COMPLETED"
        }
        orders = self.env["shopify.sale.order"]._find(
            batch.backend, [gid for gid in done.values() if gid]
        )
        for gid, order_gid in done.items():
            del batch.nodes[gid]
            if gid in batch.bindings:
                batch.bindings[gid].order_gid = order_gid
                if order_gid in orders:
                    batch.bindings[gid]._cancel()

    @api.model
    def _process_gone(self, batch, gids):
        """Deleted in the store: nobody will order it."""
        bindings = self.env[self._shopify_binding]._find(batch.backend, gids)
        for gid, binding in bindings.items():
            binding.active = False
            binding._cancel()
            order = binding.odoo_id
            if order.state == "sale" and not order.shopify_bind_ids:
                batch.problem(gid, self._deleted_error(binding))

    @api.model
    def _prefetch(self, batch):
        batch.lookups.update(past=set(), backfills={})
        self.env["shopify.order.lookups"]._prefetch(batch)

    @api.model
    def _prepare_values(self, batch, node):
        values = self.env["shopify.flow.order_import"]._prepare_header(batch, node)
        lines = self.env["shopify.order.lines"]._prepare(batch, node)
        return {**values, "order_line": [(0, 0, line) for line in lines]}

    @api.model
    def _update(self, batch, gid, vals):
        order = batch.bindings[gid].odoo_id
        self.env["shopify.order.update"]._make_anew(order, vals)

    @api.model
    def _after_import(self, batch, created):
        for gid, node in batch.nodes.items():
            binding = batch.bindings[gid]
            binding.write(
                {
                    "name": node["name"],
                    "made_hash": binding.odoo_id._shopify_lines_hash(),
                }
            )
            self._note_mismatch(batch, node, binding.odoo_id)

    def _note_mismatch(self, batch, node, order):
        stated = amount(node["totalPriceSet"], batch.lookups["side"])
        if node["id"] in batch.problems or not order.currency_id.compare_amounts(
            order.amount_total, float(stated)
        ):
            return
        batch.problem(
            node["id"],
            BusinessError(
                "total_mismatch",
                self.env._(
                    "The total of draft order %(draft)s is %(theirs)s in Shopify and "
                    "%(ours)s in Odoo.",
                    draft=node["name"],
                    theirs=stated,
                    ours=order.amount_total,
                ),
                name=node["name"],
                record=order,
            ),
        )

    def _changed_error(self, binding):
        return BusinessError(
            "draft_changed",
            self.env._(
                "Draft order %(draft)s was changed in Shopify, and its quotation "
                "%(order)s in Odoo.",
                draft=binding.name,
                order=binding.odoo_id.name,
            ),
            name=binding.name,
            record=binding.odoo_id,
            fix=binding.odoo_id,
        )

    def _deleted_error(self, binding):
        return BusinessError(
            "order_missing",
            self.env._("Draft order %s was deleted in Shopify.", binding.name),
            name=binding.name,
            record=binding.odoo_id,
        )
