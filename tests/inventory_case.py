from ..sandbox.actions.inventory import find_level, quantity_of
from .sandbox_case import SandboxCase

GROUP = """inventoryAdjustmentGroup {
  reason referenceDocumentUri changes { name delta item { id } location { id } }
}"""
SET = f"""mutation Set($input: InventorySetQuantitiesInput!, $key: String!) {{
  inventorySetQuantities(input: $input) @idempotent(key: $key) {{
    {GROUP} userErrors {{ field message code }}
  }}
}}"""
ADJUST = f"""mutation Adjust($input: InventoryAdjustQuantitiesInput!, $key: String!) {{
  inventoryAdjustQuantities(input: $input) @idempotent(key: $key) {{
    {GROUP} userErrors {{ field message code }}
  }}
}}"""
STALE = "The changeFromQuantity argument no longer matches the persisted quantity."


class InventoryCase(SandboxCase):
    """A store with a mug on a shelf; what an app does to its stock."""

    def setUp(self):
        super().setUp()
        self.shelf = self.store.create_location("Shelf")["id"]
        self.cellar = self.store.create_location("Cellar")["id"]
        self.mug = self.new_item({self.shelf: 5})
        self._key = 0

    def new_item(self, inventory, **values):
        """An item with these available units by location."""
        product = self.store.create_product(
            "Mug", variants=[{"price": "9.00", "inventory": inventory, **values}]
        )
        return product["variants"][0]["inventoryItem"]

    def variant(self, item=None):
        return self.store.objects[item or self.mug]["variant"]

    def row(self, quantity, before=None, item=None, location=None):
        return {
            "inventoryItemId": item or self.mug,
            "locationId": location or self.shelf,
            "quantity": quantity,
            "changeFromQuantity": before,
        }

    def key(self):
        self._key += 1
        return f"key-{self._key}"

    def set(self, *rows, name="available", reason="correction", key=None, **values):
        """Payload of inventorySetQuantities."""
        given = {"name": name, "reason": reason, "quantities": list(rows), **values}
        data = self.data(SET, input=given, key=key or self.key())
        return data["inventorySetQuantities"]

    def adjust(self, delta, before=None, name="available", document=None):
        """Payload of inventoryAdjustQuantities of the mug on the shelf."""
        row = self.row(None, before)
        del row["quantity"]
        row |= {"delta": delta, "ledgerDocumentUri": document}
        given = {"name": name, "reason": "correction", "changes": [row]}
        data = self.data(ADJUST, input=given, key=self.key())
        return data["inventoryAdjustQuantities"]

    def level(self, item=None, location=None):
        return find_level(self.store, item or self.mug, location or self.shelf)

    def quantities(self, item=None, location=None):
        """(available, committed, on hand)"""
        level = self.level(item, location)
        return tuple(
            quantity_of(level, name) for name in ("available", "committed", "on_hand")
        )

    def code(self, payload):
        """The code of the one user error."""
        [error] = payload["userErrors"]
        self.assertIsNone(payload["inventoryAdjustmentGroup"])
        return error["code"]
