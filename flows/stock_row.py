"""One level on its way to the store, as plain data."""

from .stock_read import quantities_of


class Row:
    """One level on its way to the store: what is wanted and what is known."""

    def __init__(self, outbox, level, item, location):
        self.outbox, self.level = outbox, level
        self.item, self.location = item, location  # gids
        self.figure = None
        self.known = self.available = self.committed = None  # what Shopify has
        self.known_incoming = None
        self.known_at = self.sent = self.sent_at = None
        self.stocked = False
        self.open = True  # not refused

    @classmethod
    def of(cls, outbox, level):
        """From a `shopify.stock.level`."""
        item = level.variant_id.inventory_item_id
        row = cls(outbox, level, item, level.location_id.external_id)
        row.sent, row.sent_at = level.sent, level.sent_at or None
        row.stocked = level.is_stocked
        if level.known_at:
            row.known_at, row.known = level.known_at, level.known_on_hand
            row.available, row.committed = level.known_available, level.known_committed
            row.known_incoming = level.known_incoming
        return row

    @property
    def wanted(self):
        return self.figure.wanted

    @property
    def incoming(self):
        return self.figure.incoming

    @property
    def awaits_other(self):
        """Other units on their way than the store shows, and it is to show them."""
        told = self.open and self.stocked and self.incoming is not None
        return told and self.known_incoming != self.incoming

    @property
    def differs(self):
        """To be set: the store has another quantity, or we do not know."""
        return self.open and self.stocked and self.known != self.wanted

    def take_in(self, node, now):
        """Take over a level as Shopify told it; None: it has none there.

        No more is given back than it still subtracts: it may have sent an order
        of which our import has not yet heard.
        """
        found = quantities_of(node)
        self.known = found.get("on_hand", 0)
        self.available = found.get("available", 0)
        self.committed = found.get("committed", 0)
        self.known_incoming = found.get("incoming", 0)
        self.stocked = bool(node) and node["isActive"]
        self.known_at = now
        given_back = min(self.figure.compensation, max(0, self.committed))
        self.figure = self.figure._replace(compensation=given_back)

    def took(self, now):
        """The store has it: what it sells moved by the same difference."""
        self.available += self.wanted - self.known
        self.known = self.sent = self.wanted
        self.known_at = self.sent_at = now

    def took_incoming(self, now):
        self.known_incoming, self.known_at = self.incoming, now

    def change(self):
        """The row of `inventoryAdjustQuantities`: what is incoming can only be added
        to, under a document of ours.
        """
        return {
            "inventoryItemId": self.item,
            "locationId": self.location,
            "delta": self.incoming - self.known_incoming,
            "changeFromQuantity": self.known_incoming,
            "ledgerDocumentUri": f"gid://odoo/shopify.stock.level/{self.level.id}",
        }

    def quantity(self):
        """The row of `inventorySetQuantities`. A null must be sent, not left out."""
        return {
            "inventoryItemId": self.item,
            "locationId": self.location,
            "quantity": self.wanted,
            "changeFromQuantity": self.known,
        }

    def learned(self):
        """The columns of the level, all of them."""
        return {
            "available": self.figure.available,
            "sellable": self.figure.sellable,
            "compensation": self.figure.compensation,
            "wanted": self.wanted,
            "incoming": self.incoming or 0,
            "sent": self.sent,
            "sent_at": self.sent_at,
            "known_on_hand": self.known,
            "known_available": self.available,
            "known_committed": self.committed,
            "known_incoming": self.known_incoming,
            "known_at": self.known_at,
            "is_stocked": self.stocked,
        }
