from .order_case import OrderCase

FLOW = "shopify.flow.stock_export"


class StockCase(OrderCase):
    """A shop with one mapped location, its products in Odoo, and stock that is told.

    `shirt` and `mug` are nodes of the store; `product(node)` is Odoo's.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.backend.company_id.id)], limit=1
        )
        cls.stock = cls.warehouse.lot_stock_id
        with cls.store.quiet():
            cls.store.create_location("Shop Street 1")
        cls.import_all("location_import", "product_import")
        cls.location = cls.env["shopify.location"].search(
            [("backend_id", "=", cls.backend.id)]
        )
        cls.location.warehouse_id = cls.warehouse
        cls.switch_on("stock_export", "stock_level_import")
        cls.push_all()

    def setUp(self):
        """The store has the stock that it had when the class was set up."""
        super().setUp()
        # Our rows were rolled back with the last test, and so were their revisions.
        self.store.idempotent.clear()
        levels = self.store.all("InventoryLevel")
        self.addCleanup(
            self.restore,
            {
                level["id"]: (level["isActive"], {**level["quantities"]})
                for level in levels
            },
        )

    def restore(self, levels):
        for level in self.store.all("InventoryLevel"):
            active, quantities = levels.get(level["id"], (False, {}))
            level["isActive"] = active
            level["quantities"] = dict(quantities)

    @classmethod
    def import_all(cls, *flows):
        events = cls.env["shopify.event"]
        for flow in flows:
            cls.flow_policy(flow)._job_scan()
            backend = cls.backend._for_flow()
            while lanes := events._waiting_lanes(0):
                for _backend_id, name, lane in lanes:
                    backend.env["shopify.event"]._drain(backend, name, lane)

    @classmethod
    def flow_policy(cls, flow):
        name = f"shopify.flow.{flow}"
        return cls.backend.policy_ids.filtered(lambda policy: policy.flow == name)

    @classmethod
    def switch_on(cls, *flows):
        for flow in flows:
            cls.flow_policy(flow).enabled = True

    @classmethod
    def push_all(cls, flow=FLOW):
        """What the job does: notes become rows, rows are sent."""
        cls.env.cr.flush()  # notes are written before the commit
        backend = cls.backend._for_flow()
        more = 0
        while more == 0:
            more = backend.env["shopify.outbox"]._send_waiting(backend, flow)
        cls.env.invalidate_all()
        return more

    # -- Odoo's side ---------------------------------------------------------------

    @classmethod
    def product(cls, node):
        """Odoo's variant of the first variant of a product of the store."""
        gid = node["variants"][0]["id"]
        found = cls.env["shopify.product.product"]._find(cls.backend, [gid])
        return found[gid].odoo_id

    @classmethod
    def put(cls, node, quantity, location=None):
        """So many more (or fewer) units lie there."""
        cls.env["stock.quant"]._update_available_quantity(
            cls.product(node), location or cls.stock, quantity
        )

    def deliver(self, order):
        for picking in order.picking_ids:
            picking.move_ids.quantity = 0
            for move in picking.move_ids:
                move.quantity = move.product_uom_qty
            picking.move_ids.picked = True
            picking._action_done()

    def rule(self, **values):
        return self.env["shopify.stock.rule"].create(
            {"backend_id": self.backend.id, **values}
        )

    # -- the store's side ------------------------------------------------------------

    def item(self, node):
        return node["variants"][0]["inventoryItem"]

    def shop(self, node, location=None, name="available"):
        """A quantity of the store's own level, by its own count."""
        gid = (location or self.location).external_id
        item = self.store.objects[self.item(node)]
        level = next(
            (each for each in item["inventoryLevels"] if each["location"] == gid), None
        )
        if level is None:
            return None
        quantities = level["quantities"]
        if name == "on_hand":
            return sum(quantities.values()) - quantities.get("incoming", 0)
        return quantities.get(name, 0)

    def level(self, node, location=None):
        return self.env["shopify.stock.level"].search(
            [
                ("product_id", "=", self.product(node).id),
                ("location_id", "=", (location or self.location).id),
            ]
        )

    def operations(self):
        """Names of the calls since the test began or `calls.clear()`."""
        return [call["operation"] for call in self.store.calls]
