import time

from .inventory_case import SET, STALE, InventoryCase

BARE = """mutation Set($input: InventorySetQuantitiesInput!) {
  inventorySetQuantities(input: $input) { userErrors { message } }
}"""
NOWHERE = "gid://shopify/Location/1"
NOTHING = "gid://shopify/InventoryItem/1"
BILLION = 1_000_000_000


class TestSet(InventoryCase):
    def test_available_is_set_and_on_hand_follows(self):
        payload = self.set(
            self.row(8, before=5), referenceDocumentUri="gid://odoo/StockMove/7"
        )
        place = {"item": {"id": self.mug}, "location": {"id": self.shelf}}
        self.assertEqual(payload["userErrors"], [])
        self.assertEqual(
            payload["inventoryAdjustmentGroup"],
            {
                "reason": "correction",
                "referenceDocumentUri": "gid://odoo/StockMove/7",
                "changes": [
                    {"name": "available", "delta": 3, **place},
                    {"name": "on_hand", "delta": 3, **place},
                ],
            },
        )
        self.assertEqual(self.quantities(), (8, 0, 8))

    def test_on_hand_is_set_around_what_is_committed(self):
        self.store.place_order(lines=[{"variant": self.variant(), "quantity": 2}])
        self.set(self.row(10, before=5), name="on_hand")
        self.assertEqual(self.quantities(), (8, 2, 10))

    def test_without_comparison(self):
        self.set(self.row(1, before=None))
        self.assertEqual(self.quantities(), (1, 0, 1))

    def test_nothing_changed_has_no_group(self):
        payload = self.set(self.row(5, before=5))
        self.assertEqual(payload, {"inventoryAdjustmentGroup": None, "userErrors": []})

    def test_available_may_be_negative(self):
        self.set(self.row(-BILLION))
        self.assertEqual(self.quantities(), (-BILLION, 0, -BILLION))

    def test_time_moves_with_it(self):
        before = self.level()["updatedAt"]
        self.store.clock.advance(60)
        self.set(self.row(8))
        self.assertGreater(self.level()["updatedAt"], before)
        self.assertEqual(self.level()["setAt"]["available"], self.level()["updatedAt"])

    def test_250_rows_in_50_milliseconds_of_processor(self):
        with self.store.quiet():
            items = [self.new_item({self.shelf: 1}) for _number in range(250)]
        self.set(self.row(2))  # the schema is loaded
        seconds = []
        for quantity in (2, 3, 4):
            rows = [self.row(quantity, quantity - 1, item) for item in items]
            started = time.process_time()
            payload = self.set(*rows)
            seconds.append(time.process_time() - started)
        self.assertEqual(len(payload["inventoryAdjustmentGroup"]["changes"]), 500)
        self.assertLess(min(seconds), 0.05)

    def test_251_rows_are_too_many(self):
        given = {"name": "available", "reason": "correction"}
        body = self.body(
            SET, input={**given, "quantities": [self.row(1)] * 251}, key="1"
        )
        [error] = body["errors"]
        self.assertEqual(error["extensions"]["code"], "MAX_INPUT_SIZE_EXCEEDED")


class TestRefused(InventoryCase):
    """A call with any wrong row changes nothing."""

    def setUp(self):
        super().setUp()
        self.cup = self.new_item({self.shelf: 3})

    def refused(self, *rows, **values):
        """The errors as (field behind input, code)."""
        payload = self.set(self.row(1, item=self.cup), *rows, **values)
        self.assertIsNone(payload["inventoryAdjustmentGroup"])
        self.assertEqual(self.quantities(self.cup), (3, 0, 3))
        self.assertEqual(self.quantities(), (5, 0, 5))
        return [
            (".".join(error["field"][1:]), error["code"])
            for error in payload["userErrors"]
        ]

    def test_stale_rows_are_named(self):
        payload = self.set(
            self.row(1, before=3, item=self.cup),
            self.row(8, before=4),
        )
        self.assertEqual(
            payload["userErrors"],
            [
                {
                    "field": ["input", "quantities", "1", "changeFromQuantity"],
                    "message": STALE,
                    "code": "CHANGE_FROM_QUANTITY_STALE",
                }
            ],
        )
        self.assertEqual(self.quantities(self.cup), (3, 0, 3))

    def test_a_store_may_not_say_which_row_is_stale(self):
        self.store.tells_stale_rows = False
        [error] = self.set(self.row(8, before=4))["userErrors"]
        self.assertIsNone(error["field"])

    def test_on_hand_is_compared_with_on_hand(self):
        self.store.place_order(lines=[{"variant": self.variant(), "quantity": 2}])
        payload = self.set(self.row(8, before=3), name="on_hand")
        self.assertEqual(self.code(payload), "CHANGE_FROM_QUANTITY_STALE")

    def test_a_pair_that_comes_twice(self):
        pair = "NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR"
        found = self.refused(self.row(8), self.row(9))
        places = ("quantities.1.locationId", "quantities.2.locationId")
        self.assertEqual(found, [(place, pair) for place in places])

    def test_unknown_item_and_location(self):
        found = self.refused(self.row(1, item=NOTHING), self.row(1, location=NOWHERE))
        self.assertEqual(
            found,
            [
                ("quantities.1.inventoryItemId", "INVALID_INVENTORY_ITEM"),
                ("quantities.2.locationId", "INVALID_LOCATION"),
            ],
        )

    def test_bounds(self):
        place = "quantities.1.quantity"
        found = self.refused(self.row(BILLION + 1))
        self.assertEqual(found, [(place, "INVALID_QUANTITY_TOO_HIGH")])
        found = self.refused(self.row(-BILLION - 1))
        self.assertEqual(found, [(place, "INVALID_QUANTITY_TOO_LOW")])

    def test_on_hand_is_never_negative(self):
        [(_place, code)] = self.refused(self.row(-1), name="on_hand")
        self.assertEqual(code, "INVALID_QUANTITY_NEGATIVE")

    def test_bundles_have_no_stock_of_their_own(self):
        self.store.objects[self.variant()]["requiresComponents"] = True
        found = self.refused(self.row(1))
        code = "NON_MUTABLE_INVENTORY_ITEM"
        self.assertEqual(found, [("quantities.1.inventoryItemId", code)])

    def test_reason_name_and_document(self):
        self.assertEqual(self.refused(reason="why"), [("reason", "INVALID_REASON")])
        self.assertEqual(self.refused(name="damaged"), [("name", "INVALID_NAME")])
        found = self.refused(referenceDocumentUri="my order")
        code = "INVALID_REFERENCE_DOCUMENT"
        self.assertEqual(found, [("referenceDocumentUri", code)])

    def test_the_comparison_must_be_there_even_if_null(self):
        row = self.row(1)
        del row["changeFromQuantity"]
        given = {"name": "available", "reason": "correction", "quantities": [row]}
        body = self.body(SET, input=given, key="1")
        [error] = body["errors"]
        self.assertEqual(body["data"], {"inventorySetQuantities": None})
        self.assertEqual(error["extensions"]["code"], "INVALID_FIELD_ARGUMENTS")
        self.assertEqual(
            error["message"],
            "InventoryQuantityInput must include the following argument: "
            "changeFromQuantity.",
        )


class TestKeys(InventoryCase):
    def test_a_key_is_required(self):
        given = {"name": "available", "reason": "correction"}
        body = self.body(BARE, input={**given, "quantities": [self.row(8)]})
        [error] = body["errors"]
        self.assertEqual(error["extensions"]["code"], "BAD_REQUEST")
        self.assertEqual(
            error["message"],
            "The @idempotent directive is required for this mutation but was not "
            "provided.",
        )
        self.assertEqual(self.quantities(), (5, 0, 5))

    def test_a_repeated_key_answers_the_first_result(self):
        first = self.set(self.row(8, before=5), key="same")
        self.store.adjust_inventory(self.mug, self.shelf, -1)
        again = self.set(self.row(8, before=5), key="same")
        self.assertEqual(again, first)
        self.assertEqual(self.quantities(), (7, 0, 7))

    def test_a_key_of_other_arguments(self):
        self.set(self.row(8), key="same")
        payload = self.set(self.row(9), key="same")
        self.assertEqual(self.code(payload), "IDEMPOTENCY_KEY_PARAMETER_MISMATCH")
        self.assertEqual(self.quantities(), (8, 0, 8))

    def test_a_refusal_is_a_result_as_well(self):
        self.set(self.row(8, before=4), key="same")
        self.store.adjust_inventory(self.mug, self.shelf, -1)
        payload = self.set(self.row(8, before=4), key="same")
        self.assertEqual(self.code(payload), "CHANGE_FROM_QUANTITY_STALE")

    def test_a_key_is_forgotten_after_a_day(self):
        self.set(self.row(8), key="same")
        self.store.clock.advance(24 * 3600)
        self.set(self.row(9), key="same")
        self.assertEqual(self.quantities(), (9, 0, 9))

    def test_a_key_in_use_by_another_call(self):
        self.store.faults.once("concurrent", "Set")
        payload = self.set(self.row(8), key="same")
        self.assertEqual(self.code(payload), "IDEMPOTENCY_CONCURRENT_REQUEST")
        self.assertEqual(self.quantities(), (5, 0, 5))
        self.set(self.row(8), key="same")
        self.assertEqual(self.quantities(), (8, 0, 8))

    def test_the_answer_was_lost(self):
        self.lose("timeout_after")
        self.assertEqual(self.quantities(), (8, 0, 8))
        self.store.adjust_inventory(self.mug, self.shelf, -1)
        payload = self.set(self.row(8, before=5), key="same")
        self.assertEqual(payload["userErrors"], [])
        self.assertEqual(self.quantities(), (7, 0, 7))

    def test_the_call_was_lost(self):
        self.lose("timeout_before")
        self.assertEqual(self.quantities(), (5, 0, 5))
        self.set(self.row(8, before=5), key="same")
        self.assertEqual(self.quantities(), (8, 0, 8))

    def lose(self, fault):
        self.store.faults.hang_seconds = 0
        self.store.faults.once(fault, "Set")
        with self.assertRaises(OSError):
            self.set(self.row(8, before=5), key="same")
