import threading

from graphql import NoDeprecatedCustomRule, parse, specified_rules, validate

from ..sandbox import schema
from ..sandbox.bulk_query import plan_of
from ..shopify import bulk, documents
from ..shopify.errors import BusinessError, OutcomeUnknown, TransientError
from .client_case import ClientCase

TEXTS = sorted((documents.QUERIES / "bulk").glob("*.graphql"))


class BulkCase(ClientCase):
    def setUp(self):
        super().setUp()
        self.store.bulk_seconds = 0
        self.shelf = self.store.create_location("Shelf")["id"]

    def stock(self, *quantities, **values):
        """Items with these units on the shelf; their gids."""
        return [
            self.store.create_product(
                "Mug", variants=[{"inventory": {self.shelf: quantity}, **values}]
            )["variants"][0]["inventoryItem"]
            for quantity in quantities
        ]

    def finished(self, gid):
        """The operation when it runs no longer."""
        pause = threading.Event()
        for _attempt in range(1000):
            operation = bulk.poll(self.client, gid)
            if not operation.running:
                return operation
            pause.wait(0.01)
        raise AssertionError("it still runs")

    def result(self, name="stock", **options):
        operation = self.finished(bulk.start(self.client, name, **options))
        return list(bulk.rows(self.client, operation))


class TestStock(BulkCase):
    def test_a_line_per_level_names_item_and_location(self):
        [item] = self.stock(7)
        self.store.place_order(
            lines=[{"variant": self.store.objects[item]["variant"], "quantity": 2}]
        )

        location, level = self.result()

        self.assertEqual(location, {"id": self.shelf})
        self.assertEqual(level["__parentId"], self.shelf)
        self.assertEqual(level["item"], {"id": item, "tracked": True})
        self.assertIs(level["isActive"], True)
        self.assertEqual(
            level["quantities"],
            [
                {"name": "available", "quantity": 5},
                {"name": "on_hand", "quantity": 7},
                {"name": "committed", "quantity": 2},
                {"name": "incoming", "quantity": 0},
            ],
        )

    def test_more_levels_than_the_store_answers_at_once(self):
        with self.store.quiet():
            items = self.stock(*range(600))

        levels = self.result()[1:]

        self.assertEqual([level["item"]["id"] for level in levels], items)

    def test_inactive_levels_are_told_as_such(self):
        [item] = self.stock(3)
        cellar = self.store.create_location("Cellar")["id"]
        level = self.store.activate_inventory(item, cellar)
        self.store.deactivate_inventory(level["id"])

        active = {row["__parentId"]: row["isActive"] for row in self.result()[2:]}

        self.assertEqual(active, {self.shelf: True, cellar: False})

    def test_reading_the_file_is_no_call(self):
        self.stock(1)
        gid = bulk.start(self.client, "stock")
        self.finished(gid)
        self.store.calls.clear()

        operation = bulk.poll(self.client, gid)
        list(bulk.rows(self.client, operation))

        self.assertEqual(self.asked(), ["bulk_status"])

    def test_every_text_is_valid_and_taken_in_every_version(self):
        rules = [*specified_rules, NoDeprecatedCustomRule]
        for version in schema.versions():
            for path in TEXTS:
                with self.subTest(path.stem, version=version):
                    admin = schema.load(version).schema
                    text = path.read_text()
                    errors = validate(admin, parse(text), rules)
                    self.assertEqual([error.message for error in errors], [])
                    plan_of(version, text)


class TestOperation(BulkCase):
    def test_it_runs_until_it_is_finished(self):
        self.store.bulk_seconds = 10_000
        gid = bulk.start(self.client, "stock")

        operation = bulk.poll(self.client, gid)

        self.assertTrue(operation.running)
        self.assertEqual((operation.url, operation.size), (None, None))
        self.store.clock.advance(10_000)
        self.assertEqual(self.finished(gid).objects, 1)

    def test_nothing_found_is_an_empty_result(self):
        self.store.update_location(self.shelf, isActive=False)

        self.assertEqual(self.result(), [])

    def test_too_many_at_once_have_to_wait(self):
        self.store.bulk_seconds = 10_000
        self.addCleanup(self.store.clock.advance, 10_000)
        for _number in range(5):
            bulk.start(self.client, "stock")

        with self.assertRaises(TransientError) as caught:
            bulk.start(self.client, "stock")

        self.assertEqual(caught.exception.retry_after, 60.0)
        self.assertEqual(len(self.store.all("BulkOperation")), 5)

    def test_one_that_failed_says_why(self):
        self.store.revoke_scope("read_inventory")
        gid = bulk.start(self.client, "stock")

        with self.assertRaises(BusinessError) as caught:
            self.finished(gid)

        self.assertEqual(caught.exception.code, "bulk_failed")
        self.assertEqual(caught.exception.details["error_code"], "ACCESS_DENIED")

    def test_unknown_operation(self):
        with self.assertRaises(BusinessError) as caught:
            bulk.poll(self.client, "gid://shopify/BulkOperation/1")

        self.assertEqual(caught.exception.code, "record_missing")

    def test_a_start_without_an_answer_is_uncertain(self):
        self.store.faults.hang_seconds = 0
        self.store.faults.once("timeout_after", "bulk_run")

        with self.assertRaises(OutcomeUnknown):
            bulk.start(self.client, "stock")

        self.assertEqual(len(self.store.all("BulkOperation")), 1)
