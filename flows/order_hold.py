from odoo import api, models
from odoo.tools import format_amount

RISK_LEVELS = {"INVESTIGATE": 1.0, "CANCEL": 2.0}


class ShopifyOrderHold(models.AbstractModel):
    """Why orders wait for a person: before they are confirmed, and after.

    A quotation with a reason stays one. Of a confirmed order only its risk is
    looked at, and only as long as something of it has not left: its deliveries
    are held then. What is no longer true stops holding by itself.
    """

    _name = "shopify.order.hold"
    _description = "Shopify Order Import: Holds"

    @api.model
    def _process(self, batch, orders):
        """Look at {gid: binding}; a held order gets a problem in the batch."""
        reasons = {
            binding: self._reasons(batch, gid, binding)
            for gid, binding in orders.items()
        }
        holds = self.env["shopify.sale.order.hold"]._follow(reasons)
        held = holds.binding_id
        for gid, binding in orders.items():
            if binding in held:
                batch.problem(gid, binding._hold_error())
        confirmed = held.odoo_id.filtered(lambda order: order.state == "sale")
        confirmed._shopify_hold_goods()
        others = self.env["shopify.sale.order"].union(*reasons) - held
        others.odoo_id._shopify_free_goods()

    def _reasons(self, batch, gid, binding):
        """{(kind, rule): (level, reason)} of all that is true of an order now."""
        order, node = binding.odoo_id, batch.nodes[gid]
        policy, rule = batch.lookups["policy"], self.env["shopify.rule"]
        if order.state == "draft":
            found = {
                "risk": self._risk(policy, binding),
                "amount": self._amount(policy, binding),
                "address": self._address(batch, node, order),
                "test": self._test(policy, binding),
            }
            rules = self._rules(batch, gid, binding)
        elif order.state == "sale":
            found, rules = {"risk": self._late_risk(policy, binding)}, {}
        else:
            found, rules = {}, {}
        return {(kind, rule): each for kind, each in found.items() if each} | rules

    def _risk(self, policy, binding):
        least = {"investigate": 1.0, "cancel": 2.0}.get(policy.order_hold_risk)
        level = RISK_LEVELS.get(binding.risk, 0.0)
        if not least or level < least:
            return None
        if binding.risk == "CANCEL":
            return level, self.env._(
                "Shopify sees a high risk of fraud and recommends to cancel it."
            )
        return level, self.env._(
            "Shopify sees a risk of fraud and recommends to look into it."
        )

    def _late_risk(self, policy, binding):
        risk = self._risk(policy, binding)
        return risk if risk and binding.odoo_id._shopify_open_pickings() else None

    def _amount(self, policy, binding):
        limit, total = policy.order_hold_amount, binding._company_total()
        if not limit or total <= limit:
            return None
        return total, self.env._(
            "Its total of %(total)s is above the limit of %(limit)s.",
            total=format_amount(self.env, total, policy.currency_id),
            limit=format_amount(self.env, limit, policy.currency_id),
        )

    def _address(self, batch, node, order):
        """Of goods that are to be sent to an address we may see."""
        if not batch.lookups["policy"].order_hold_address or not _is_sent(batch, node):
            return None
        missing = self._missing(order.partner_shipping_id)
        if not missing:
            return None
        return 1.0, self.env._(
            "The delivery address is incomplete: %s is missing.", ", ".join(missing)
        )

    def _missing(self, contact):
        zip_needed = contact.country_id.zip_required or not contact.country_id
        parts = {
            self.env._("street"): contact.street,
            self.env._("city"): contact.city,
            self.env._("zip code"): contact.zip or not zip_needed,
            self.env._("country"): contact.country_id,
        }
        return [name for name, value in parts.items() if not value]

    def _test(self, policy, binding):
        if policy.order_test != "hold" or not binding.is_test:
            return None
        return 1.0, self.env._("It is a test order: nobody pays for it.")

    def _rules(self, batch, gid, binding):
        """Holds by rules; where these were not looked at now, as they were."""
        found = batch.lookups["rule_holds"].get(gid)
        if found is None:
            rows = binding.hold_ids.filtered(lambda row: row.kind == "rule")
            return {
                ("rule", row.rule_id): (row.level, row.reason)
                for row in rows
                if row.state != "gone"
            }
        return {("rule", rule): (1.0, reason) for rule, reason in found.items()}


def _is_sent(batch, node):
    """Whether goods of an order are still to be sent to an address."""
    hidden = any("shippingAddress" in path for path in batch.unavailable)
    return (
        node["shippingAddress"]
        and not hidden
        and any(
            line["requiresShipping"] and line["unfulfilledQuantity"]
            for line in node["lineItems"]["nodes"]
        )
    )


class ShopifyFlowOrderImport(models.AbstractModel):
    """What rules and holds need of an order; test orders may be left out."""

    _inherit = "shopify.flow.order_import"

    @api.model
    def _event_resource(self, topic, payload):
        """A risk assessment names its order in a way of its own."""
        if payload.get("admin_graphql_api_order_id"):
            return payload["admin_graphql_api_order_id"]
        return super()._event_resource(topic, payload)

    @api.model
    def _drop_unchanged(self, batch):
        super()._drop_unchanged(batch)
        if self._policy(batch.backend).order_test != "ignore":
            return
        for gid, node in list(batch.nodes.items()):
            if node["test"] and gid not in batch.bindings:
                del batch.nodes[gid]

    @api.model
    def _prepare_binding(self, batch, node):
        return {
            **super()._prepare_binding(batch, node),
            "tags": ", ".join(node["tags"]),
            "channel": (node["attribution"] or {}).get("handle"),
            "risk": (node["risk"] or {}).get("recommendation"),
        }
