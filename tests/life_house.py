"""Odoo's side of a simulated month: goods are delivered and taken in."""

OPEN = ("confirmed", "waiting", "assigned")
MOST_STEPS = 4  # from a delivery to the last return of what it brought


class House:
    """What people do in Odoo."""

    def __init__(self, case, random):
        self.case, self.env, self.random = case, case.env, random

    def pickings(self):
        """Transfers of orders of the store that wait, but for held ones."""
        bindings = self.env["shopify.sale.order"].search([])
        return bindings.odoo_id.picking_ids.filtered(
            lambda each: each.state in OPEN and not each.sale_id.shopify_goods_held
        ).sorted("id")

    def work(self):
        """Some deliveries are done, some of them in part. What is to come back does
        not come before the store says so: it may yet say that it stays away."""
        for picking in self.pickings():
            outgoing = picking.picking_type_code == "outgoing"
            if outgoing and self.random.random() < 0.3:
                self.move(picking, partly=self.random.random() < 0.2)

    def move(self, picking, partly=False):
        moves = picking.move_ids.filtered(lambda each: each.state in OPEN)
        for move in moves:
            most = int(move.product_uom_qty)
            move.quantity = self.random.randint(0, most) if partly else most
            move.picked = bool(move.quantity)
        if any(moves.mapped("quantity")):
            picking._action_done()

    def release(self):
        """Somebody looks at held orders and lets them go."""
        bindings = self.env["shopify.sale.order"].search([])
        orders = bindings.odoo_id.filtered("shopify_hold_text")
        if orders:
            orders._shopify_release("Looks fine")
            self.case.drain()

    def finish(self):
        """Whatever waits is moved, and what follows from it."""
        for _again in range(MOST_STEPS):
            for picking in self.pickings():
                self.move(picking)
            self.case.drain()
