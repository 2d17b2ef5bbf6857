"""What happens in Odoo of a simulated shop: sales, receipts, moves, counts."""

from odoo.fields import Command

from .simulation_ledger import Sale


class House:
    """Odoo's side of the simulation: every event by the documents that people use.

    Each method takes the random generator, does one thing that is possible just now
    and returns words for the log, or None when there was nothing to do.
    """

    def __init__(self, case, ledger, careful):
        self.env = case.env
        self.case, self.ledger, self.careful = case, ledger, careful
        self.products, self.places = case.products, case.places
        self.warehouses = case.warehouses

    # -- what Odoo knows -----------------------------------------------------------

    def free(self, article, place):
        product = self.products[article].with_context(location=self.places[place].id)
        product.invalidate_recordset()
        return int(product.free_qty)

    def on_hand(self, article, place):
        quants = self.env["stock.quant"].search(
            [
                ("product_id", "=", self.products[article].id),
                ("location_id", "child_of", self.places[place].id),
            ]
        )
        return sum(quants.mapped("quantity"))

    def line(self, sale):
        """The sale order line; empty while Odoo does not know the store's order."""
        if not sale.by_store:
            return sale.order.order_line
        domain = [("shopify_line_id", "=", sale.line)]
        return self.env["sale.order.line"].search(domain)

    def moves(self, sale):
        moves = self.line(sale).move_ids
        return moves.filtered(lambda move: move.state not in ("done", "cancel"))

    def reserved(self, sale):
        """Units that Odoo keeps for a sale: which of two sales waits is its choice."""
        return int(sum(self.moves(sale).mapped("quantity")))

    def is_in(self, sale):
        """Whether Odoo has a sale at all; one cancelled before it came need not be."""
        return bool(self.line(sale)) or not sale.units

    def knows(self, sale):
        """Whether Odoo has a sale of the store as it is there now."""
        line = self.line(sale)
        if not line:
            return not sale.units
        ordered = line.product_uom_qty if line.order_id.state == "sale" else 0
        known = (ordered, line.shopify_unfulfilled_qty)
        return known == (sale.units, sale.open_in_store)

    # -- what happens --------------------------------------------------------------

    def _take(self, random, article, place, most=3):
        """Some units that may be taken away now; 0 when none may."""
        room = most
        if self.careful:
            room = self.ledger.buffer - self.ledger.in_flight[article]
            room = min(room, self.free(article, place))
        units = random.randint(1, most)
        return units if units <= room else 0

    def sell(self, random):
        article, place = random.randrange(len(self.products)), random.randrange(2)
        units = self._take(random, article, place)
        if not units:
            return None
        order = self.env["sale.order"].create(
            {
                "partner_id": self.case.buyer.id,
                "warehouse_id": self.warehouses[place].id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": self.products[article].id,
                            "product_uom_qty": units,
                        }
                    )
                ],
            }
        )
        order.action_confirm()
        self.ledger.sales.append(Sale(article, place, units, order))
        self.ledger.in_flight[article] += units
        return f"Odoo sells {units} of {article} from {place}"

    def cancel(self, random):
        sale = self._choose(random, lambda s: not s.by_store and not s.delivered)
        if not sale:
            return None
        sale.order._action_cancel()
        words = f"Odoo cancels {sale.units} of {sale.article} from {sale.place}"
        sale.units = 0
        return words

    def receive(self, random):
        article, place = random.randrange(len(self.products)), random.randrange(2)
        units = random.randint(1, 6)
        source = self.env.ref("stock.stock_location_suppliers")
        self._transfer(
            self.warehouses[place].in_type_id,
            source,
            self.places[place],
            article,
            units,
        )
        self.ledger.owned[article, place] += units
        return f"{units} of {article} arrive at {place}"

    def move(self, random):
        article, place = random.randrange(len(self.products)), random.randrange(2)
        units = min(self._take(random, article, place), self.free(article, place))
        if units <= 0:
            return None
        kind = self.warehouses[place].int_type_id
        self._transfer(kind, self.places[place], self.places[1 - place], article, units)
        self.ledger.owned[article, place] -= units
        self.ledger.owned[article, 1 - place] += units
        self.ledger.in_flight[article] += units
        return f"{units} of {article} go from {place} to {1 - place}"

    def _transfer(self, kind, source, target, article, units):
        product = self.products[article]
        values = {
            "product_id": product.id,
            "product_uom_qty": units,
            "location_id": source.id,
            "location_dest_id": target.id,
        }
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": kind.id,
                "location_id": source.id,
                "location_dest_id": target.id,
                "move_ids": [Command.create(values)],
            }
        )
        picking.action_confirm()
        picking.action_assign()
        picking.move_ids.quantity = units
        picking.move_ids.picked = True
        picking._action_done()

    def deliver(self, random):
        """Send what is reserved in full."""
        sale = self._choose(random, self._may_leave)
        if not sale:
            return None
        moves = self.moves(sale)
        units = int(sum(moves.mapped("product_uom_qty")))
        moves.picked = True
        moves.picking_id._action_done()
        self.ledger.deliver(sale, units)
        seller = "the store" if sale.by_store else "Odoo"
        return f"{units} of {sale.article} leave {sale.place}, sold by {seller}"

    def _may_leave(self, sale):
        moves = self.moves(sale)
        wanted = sum(moves.mapped("product_uom_qty"))
        if not wanted or wanted != sum(moves.mapped("quantity")):
            return False
        grows = max(0, sale.delivered + wanted - sale.units) - sale.beyond
        return not self.careful or self._room(sale.article) >= grows

    def _room(self, article):
        return self.ledger.buffer - self.ledger.in_flight[article]

    def count(self, random):
        """Somebody counts, and finds more or less."""
        article, place = random.randrange(len(self.products)), random.randrange(2)
        units = random.choice((-2, -1, 1, 2))
        if units < 0:
            units = -min(self._take(random, article, place, 2), -units)
            if not units or self.free(article, place) < -units:
                return None
            self.ledger.in_flight[article] -= units
        self._adjust(article, place, self.on_hand(article, place) + units)
        self.ledger.owned[article, place] += units
        return f"{units:+} of {article} counted at {place}"

    def _adjust(self, article, place, quantity):
        model = self.env["stock.quant"].with_context(inventory_mode=True)
        model.create(
            {
                "product_id": self.products[article].id,
                "location_id": self.places[place].id,
                "inventory_quantity": quantity,
            }
        ).action_apply_inventory()

    def follow(self, random):
        """A person takes over an edit of the store into the confirmed order."""
        sale = self._choose(random, self._behind)
        if not sale:
            return None
        self.line(sale).product_uom_qty = sale.units
        return f"the order of {sale.units} of {sale.article} is put right"

    def _behind(self, sale):
        line = self.line(sale) if sale.by_store and not sale.delivered else None
        return (
            line
            and line.order_id.state == "sale"
            and sale.units > 0
            and line.product_uom_qty != sale.units
            and line.shopify_unfulfilled_qty == sale.open_in_store
        )

    def _choose(self, random, suits):
        return next(
            (s for s in random.sample(self.ledger.sales, len(self.ledger.sales))
             if s.units + s.delivered and suits(s)), None,
        )  # fmt: skip
