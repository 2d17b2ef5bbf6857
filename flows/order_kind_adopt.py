from odoo import api, models

from .order_kind_draft import SOURCE


class ShopifyFlowOrderImport(models.AbstractModel):
    """The order of a completed draft goes on with the draft's quotation."""

    _inherit = "shopify.flow.order_import"

    @api.model
    def _drop_unchanged(self, batch):
        super()._drop_unchanged(batch)
        self._fetch_drafts(batch)

    def _fetch_drafts(self, batch):
        """An order does not tell its draft; drafts tell their orders."""
        if not any(
            gid not in batch.bindings and node["sourceName"] == SOURCE
            for gid, node in batch.nodes.items()
        ):
            return
        drafts = {
            draft.external_id: draft
            for draft in self.env["shopify.draft.order"]._waiting(batch.backend)
        }
        if drafts:
            found = batch.client.nodes("draft_order_results", list(drafts))
            for gid, node in found.items():
                if node and node["order"]:
                    drafts[gid].order_gid = node["order"]["id"]

    @api.model
    def _match(self, batch, new):
        drafts = self.env["shopify.draft.order"].search(
            [("backend_id", "=", batch.backend.id), ("order_gid", "in", list(new))]
        )
        adopted = {}
        for draft in drafts.filtered(lambda draft: draft._is_adoptable()):
            if draft.odoo_id.company_id == self.env.company:
                adopted[draft.order_gid] = draft.odoo_id
            else:
                draft._cancel()  # another company of the store sold it
        return {**super()._match(batch, new), **adopted}

    @api.model
    def _adopt(self, batch, new):
        """A quotation is made anew; one that was confirmed here keeps its lines."""
        super()._adopt(batch, new)
        for gid in new.keys() & batch.bindings.keys():
            binding = batch.bindings[gid]
            if binding.odoo_id.state == "sent":
                binding.odoo_id.state = "draft"
            elif binding.odoo_id.state == "sale":
                self._take_lines(batch.nodes[gid], binding)

    def _take_lines(self, node, binding):
        """The draft's lines are the order's, where they say the same; then they
        follow it. Else the order counts as edited."""
        order = binding.odoo_id
        ours = order.order_line.filtered("product_id").sorted("sequence")
        theirs = [(each, each["quantity"]) for each in node["lineItems"]["nodes"]]
        theirs += [(each, 1) for each in node["shippingLines"]["nodes"]]
        if ours.mapped("product_uom_qty") != [units for _each, units in theirs]:
            return
        for line, (each, _units) in zip(ours, theirs, strict=True):
            line.shopify_line_id = each["id"]
        binding._keep_hashes()
