from .order_case import OrderCase

TOTAL = 29.97  # of an order of three shirts, without taxes


class BooksCase(OrderCase):
    """A store that books payments, on a journal for each means of payment."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.journals = {
            gateway: cls.map_gateway(gateway)
            for gateway in ("shopify_payments", "manual", "gift_card", "cash")
        }

    def setUp(self):
        super().setUp()
        self.settings = self.policy("order_import")
        self.settings.order_payment = True

    @classmethod
    def map_gateway(cls, name):
        """A journal of its own, chosen for this means of payment."""
        journal = cls.env["account.journal"].create(
            {
                "name": name,
                "code": name[:5].upper(),
                "type": "cash" if name == "cash" else "bank",
                "company_id": cls.backend.company_id.id,
            }
        )
        gateways = cls.env["shopify.gateway"]._ensure(cls.backend, {name: name})
        gateways[name].journal_id = journal
        return journal

    def change(self, verb, node, **values):
        """Something happens to an order in the store, and Odoo reads it."""
        with self.store.quiet():
            getattr(self.store, verb)(node["id"], **values)
        self.take("order_import", node["id"])

    def bill(self, order):
        """A person makes and posts the invoice of an order."""
        invoice = order._create_invoices()
        invoice.action_post()
        self.drain()
        return invoice

    def payments(self, order):
        """[(direction, amount, journal)] in the order in which they were booked."""
        return [
            (payment.payment_type, payment.amount, payment.journal_id)
            for payment in self.booked(order)
        ]

    def booked(self, order):
        return order.shopify_bind_ids.payment_ids.odoo_id.sorted("id")

    def deliver(self, order, quantity=None):
        """The order's goods leave the house, all or so many of the first line."""
        picking = order.picking_ids.filtered(lambda each: each.state != "done")
        for move in picking.move_ids:
            move.quantity = move.product_uom_qty if quantity is None else quantity
            move.picked = True
        picking.with_context(skip_backorder=True)._action_done()
        self.drain()
        return picking
