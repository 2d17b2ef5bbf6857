from .order_case import OrderCase


class OrderHoldCase(OrderCase):
    """Orders with a risk of fraud, rules, and three shirts in stock to reserve."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.orders = cls.backend.policy_ids.filtered(
            lambda policy: policy.flow == "shopify.flow.order_import"
        )
        cls.warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.backend.company_id.id)], limit=1
        )

    def rule(self, **values):
        """A rule of the store that is switched on."""
        return self.env["shopify.rule"].create(
            {"name": "Rule", "backend_id": self.backend.id, "active": True, **values}
        )

    def assess(self, node, recommendation):
        """Shopify's opinion of an order, told by a webhook."""
        self.set_risk(node, recommendation)
        self.wake("order_import", node["id"], topic="orders/risk_assessment_changed")
        self.drain()

    def place_risky(self, recommendation="CANCEL", **values):
        node = self.place(**values)
        self.set_risk(node, recommendation)
        return node

    def set_risk(self, node, recommendation):
        level = {"CANCEL": "HIGH", "INVESTIGATE": "MEDIUM"}.get(recommendation, "LOW")
        with self.store.quiet():
            self.store.assess_risk(node["id"], recommendation, level)

    def put_in_stock(self, product, quantity):
        self.env["stock.quant"]._update_available_quantity(
            product, self.warehouse.lot_stock_id, quantity
        )

    def release(self, order, note="Called the customer"):
        """A person presses Release, and the inbox is worked off."""
        wizard = (
            self.env["shopify.order.release"]
            .with_context(active_model="sale.order", active_ids=order.ids)
            .create({"note": note})
        )
        wizard.action_release()
        self.drain()
