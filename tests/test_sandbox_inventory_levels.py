import json

from .inventory_case import InventoryCase
from .sandbox_receiver import Receiver

ACTIVATE = """mutation Go(
  $item: ID!, $place: ID!, $available: Int, $hand: Int, $key: String!
) {
  inventoryActivate(
    inventoryItemId: $item, locationId: $place, available: $available, onHand: $hand
  ) @idempotent(key: $key) {
    inventoryLevel { id isActive } userErrors { field message }
  }
}"""
DEACTIVATE = """mutation Stop($id: ID!) {
  inventoryDeactivate(inventoryLevelId: $id) { userErrors { field message } }
}"""
TOGGLE = """mutation Both($item: ID!, $rows: [InventoryBulkToggleActivationInput!]!) {
  inventoryBulkToggleActivation(inventoryItemId: $item, inventoryItemUpdates: $rows) {
    inventoryLevels { isActive location { id } } userErrors { code }
  }
}"""
MOVE = """mutation Move($input: InventoryMoveQuantitiesInput!, $key: String!) {
  inventoryMoveQuantities(input: $input) @idempotent(key: $key) {
    inventoryAdjustmentGroup { changes { name delta } } userErrors { code }
  }
}"""
UPDATE = """mutation Track($id: ID!, $input: InventoryItemInput!) {
  inventoryItemUpdate(id: $id, input: $input) {
    inventoryItem { tracked sku unitCost { amount } } userErrors { message }
  }
}"""
LEVELS = """query Levels($item: ID!, $all: Boolean!) {
  inventoryItem(id: $item) {
    locationsCount { count }
    inventoryLevels(first: 9, includeInactive: $all) { nodes { location { id } } }
    variant { inventoryQuantity }
  }
}"""
PAGE = """query Page($id: ID!, $query: String, $cursor: String) {
  location(id: $id) { inventoryLevels(first: 2, after: $cursor, query: $query) {
    pageInfo { hasNextPage endCursor } nodes { item { id } }
  } }
}"""


class LevelCase(InventoryCase):
    def activate(self, location, item=None, **values):
        given = {"item": item or self.mug, "place": location, "key": self.key()}
        return self.data(ACTIVATE, **given, **values)["inventoryActivate"]

    def deactivate(self, level):
        return self.data(DEACTIVATE, id=level["id"])["inventoryDeactivate"][
            "userErrors"
        ]

    def shown(self, all_levels=False):
        """Locations whose levels the item shows."""
        item = self.data(LEVELS, item=self.mug, all=all_levels)["inventoryItem"]
        nodes = item["inventoryLevels"]["nodes"]
        return [node["location"]["id"] for node in nodes]


class TestActivation(LevelCase):
    def test_an_item_is_stocked_with_units(self):
        payload = self.activate(self.cellar, hand=7)
        self.assertTrue(payload["inventoryLevel"]["isActive"])
        self.assertEqual(self.quantities(location=self.cellar), (7, 0, 7))

    def test_levels_of_a_location_share_a_number(self):
        self.activate(self.cellar)
        cup = self.new_item({self.cellar: 1})
        ids = [self.level(item, self.cellar)["id"] for item in (self.mug, cup)]
        numbers = {gid.partition("?")[0] for gid in ids}
        self.assertEqual(len(numbers), 1)
        self.assertTrue(ids[1].endswith(f"?inventory_item_id={cup.rpartition('/')[2]}"))

    def test_units_are_kept_while_it_is_not_stocked(self):
        self.activate(self.cellar, available=7)
        self.assertEqual(self.deactivate(self.level(location=self.cellar)), [])
        self.assertEqual(self.shown(), [self.shelf])
        self.assertEqual(self.shown(all_levels=True), [self.shelf, self.cellar])
        self.activate(self.cellar)
        self.assertEqual(self.quantities(location=self.cellar), (7, 0, 7))
        self.assertEqual(self.shown(), [self.shelf, self.cellar])

    def test_inactive_units_cannot_be_sold(self):
        self.activate(self.cellar, available=7)
        self.deactivate(self.level(location=self.cellar))
        item = self.data(LEVELS, item=self.mug, all=True)["inventoryItem"]
        self.assertEqual(item["variant"]["inventoryQuantity"], 5)
        self.assertEqual(item["locationsCount"]["count"], 1)

    def test_units_set_before_the_item_is_stocked_are_there_then(self):
        self.set(self.row(4, before=0, location=self.cellar))
        self.assertEqual(self.shown(), [self.shelf])
        self.activate(self.cellar)
        self.assertEqual(self.quantities(location=self.cellar), (4, 0, 4))

    def test_an_active_level_takes_no_units(self):
        for name, said in (("available", "available"), ("hand", "an on_hand")):
            payload = self.activate(self.shelf, **{name: 1})
            [error] = payload["userErrors"]
            self.assertEqual(
                error["message"],
                f"Not allowed to set {said} quantity when the item is already active "
                "at the location.",
            )
            self.assertEqual(payload["inventoryLevel"]["id"], self.level()["id"])
        self.assertEqual(self.quantities(), (5, 0, 5))

    def test_again_without_units_is_nothing(self):
        self.assertEqual(self.activate(self.shelf)["userErrors"], [])

    def test_a_closed_location(self):
        self.store.update_location(self.cellar, isActive=False)
        [error] = self.activate(self.cellar)["userErrors"]
        self.assertEqual(error["field"], ["locationId"])
        self.assertIsNone(self.level(location=self.cellar))

    def test_the_only_location_stays(self):
        [error] = self.deactivate(self.level())
        self.assertIn("stocked at a minimum of 1 location", error["message"])
        self.assertTrue(self.level()["isActive"])

    def test_committed_units_keep_it_stocked(self):
        self.activate(self.cellar, available=1)
        self.store.place_order(lines=[{"variant": self.variant(), "quantity": 1}])
        [error] = self.deactivate(self.level())
        self.assertIn("committed", error["message"])
        self.assertTrue(self.level()["isActive"])

    def test_several_locations_at_once(self):
        rows = [
            {"locationId": self.cellar, "activate": True},
            {"locationId": self.shelf, "activate": False},
        ]
        payload = self.data(TOGGLE, item=self.mug, rows=rows)
        [error] = payload["inventoryBulkToggleActivation"]["userErrors"]
        self.assertEqual(error["code"], "CANNOT_DEACTIVATE_FROM_ONLY_LOCATION")
        self.assertEqual(self.shown(), [self.shelf])
        self.data(TOGGLE, item=self.mug, rows=rows[:1])
        self.assertEqual(self.shown(), [self.shelf, self.cellar])


class TestAdjustAndMove(LevelCase):
    def test_units_are_added(self):
        self.adjust(2, before=5)
        self.assertEqual(self.quantities(), (7, 0, 7))

    def test_stale(self):
        payload = self.adjust(2, before=4)
        self.assertEqual(self.code(payload), "CHANGE_FROM_QUANTITY_STALE")
        self.assertEqual(self.quantities(), (5, 0, 5))

    def test_incoming_is_not_on_hand(self):
        payload = self.adjust(9, name="incoming", document="odoo://receipt/1")
        changes = payload["inventoryAdjustmentGroup"]["changes"]
        self.assertEqual([row["name"] for row in changes], ["incoming"])
        self.assertEqual(self.quantities(), (5, 0, 5))

    def test_documents_of_quantities(self):
        payload = self.adjust(1, document="odoo://receipt/1")
        self.assertEqual(self.code(payload), "INVALID_AVAILABLE_DOCUMENT")
        payload = self.adjust(1, name="damaged")
        self.assertEqual(self.code(payload), "INVALID_QUANTITY_DOCUMENT")
        payload = self.adjust(1, name="damaged", document="gid://shopify/Order/1")
        self.assertEqual(self.code(payload), "INTERNAL_LEDGER_DOCUMENT")

    def test_on_hand_is_a_sum(self):
        payload = self.adjust(1, name="on_hand", document="odoo://count/1")
        self.assertEqual(self.code(payload), "INVALID_QUANTITY_NAME")

    def test_units_change_their_state(self):
        row = {
            "inventoryItemId": self.mug,
            "quantity": 2,
            "from": self.end("available", 5),
            "to": self.end("damaged", 0, "odoo://scrap/1"),
        }
        payload = self.move(row)
        self.assertEqual(payload["userErrors"], [])
        self.assertEqual(self.quantities(), (3, 0, 5))

    def test_units_do_not_change_their_location(self):
        target = self.end("damaged", 0, "odoo://scrap/1") | {"locationId": self.cellar}
        row = {"inventoryItemId": self.mug, "quantity": 2, "to": target}
        payload = self.move(row | {"from": self.end("available", 5)})
        self.assertEqual(payload["userErrors"], [{"code": "DIFFERENT_LOCATIONS"}])
        self.assertEqual(self.quantities(), (5, 0, 5))

    def end(self, name, before, document=None):
        return {
            "locationId": self.shelf,
            "name": name,
            "changeFromQuantity": before,
            "ledgerDocumentUri": document,
        }

    def move(self, row):
        document = "gid://odoo/StockScrap/1"
        given = {"reason": "damaged", "referenceDocumentUri": document}
        data = self.data(MOVE, input={**given, "changes": [row]}, key=self.key())
        return data["inventoryMoveQuantities"]


class TestReading(LevelCase):
    def page(self, **values):
        data = self.data(PAGE, id=self.shelf, **values)
        return data["location"]["inventoryLevels"]

    def test_pages_of_a_location(self):
        items = [self.mug, *(self.new_item({self.shelf: 1}) for _number in range(4))]
        found, cursor = [], None
        for _page in range(3):
            page = self.page(cursor=cursor)
            found += [node["item"]["id"] for node in page["nodes"]]
            cursor = page["pageInfo"]["endCursor"]
        self.assertEqual(found, items)
        self.assertFalse(page["pageInfo"]["hasNextPage"])

    def test_what_changed_since(self):
        self.new_item({self.shelf: 1})
        self.store.clock.advance(3600)
        since = self.store.now()
        self.set(self.row(8))
        page = self.page(query=f"updated_at:>='{since}'")
        self.assertEqual([node["item"]["id"] for node in page["nodes"]], [self.mug])

    def test_an_item_is_changed(self):
        given = {"tracked": False, "sku": "MUG-1", "cost": "3.5"}
        payload = self.data(UPDATE, id=self.mug, input=given)["inventoryItemUpdate"]
        self.assertEqual(
            payload["inventoryItem"],
            {"tracked": False, "sku": "MUG-1", "unitCost": {"amount": "3.5"}},
        )
        self.assertEqual(self.store.objects[self.variant()]["sku"], "MUG-1")

    def test_a_deleted_product_leaves_no_levels(self):
        product = self.store.objects[self.variant()]["product"]
        self.store.delete_product(product)
        self.assertEqual(self.store.all("InventoryLevel"), [])
        self.assertEqual(self.page()["nodes"], [])


class TestWebhooks(LevelCase):
    def setUp(self):
        super().setUp()
        self.receiver = Receiver()
        self.addCleanup(self.receiver.stop)
        for verb in ("UPDATE", "CONNECT", "DISCONNECT"):
            topic = f"INVENTORY_LEVELS_{verb}"
            values = {"topic": topic, "uri": self.receiver.url}
            self.store.add("WebhookSubscription", values)

    def told(self):
        """(verb, payload) of what was sent."""
        self.assertTrue(self.store.webhooks.wait_idle())
        messages, self.receiver.messages[:] = list(self.receiver.messages), []
        return sorted(
            (headers["X-Shopify-Topic"].partition("/")[2], json.loads(body))
            for headers, body in messages
        )

    def ids(self, location):
        return {
            "inventory_item_id": int(self.mug.rpartition("/")[2]),
            "location_id": int(location.rpartition("/")[2]),
        }

    def test_a_quantity_changed(self):
        self.set(self.row(8))
        [(verb, payload)] = self.told()
        self.assertEqual(verb, "update")
        self.assertEqual(payload.pop("available"), 8)
        self.assertEqual(payload.pop("admin_graphql_api_id"), self.level()["id"])
        self.assertIn("updated_at", payload)
        self.assertLessEqual(self.ids(self.shelf).items(), payload.items())

    def test_nothing_changed(self):
        self.set(self.row(5))
        self.assertEqual(self.told(), [])

    def test_stocked_and_no_longer(self):
        self.activate(self.cellar)
        [(verb, payload)] = self.told()
        self.assertEqual((verb, payload["available"]), ("connect", 0))
        self.deactivate(self.level(location=self.cellar))
        self.assertEqual(self.told(), [("disconnect", self.ids(self.cellar))])
