import contextlib
import io
import shutil
import tempfile
import unittest
from pathlib import Path

from ..sandbox.check_captures.__main__ import main
from ..sandbox.check_captures.compare import Ids, differences
from ..sandbox.check_captures.documents import NotRecorded, cut, write
from ..sandbox.check_captures.recording import load
from ..sandbox.check_captures.replay import replay
from ..sandbox.schema import load as load_schema

CAPTURES = Path(__file__).parent / "fixtures" / "captures"


class TestReplay(unittest.TestCase):
    def outcomes(self, name):
        return {o.step: o for o in replay(load(CAPTURES / f"{name}.json"))}

    def verdicts(self, name):
        return {step: o.verdict for step, o in self.outcomes(name).items()}

    def test_an_order_with_two_taxes_in_two_currencies(self):
        self.assertEqual(
            self.verdicts("order_in_two_currencies"),
            {"create": "same", "pay": "same", "payAgain": "same"},
        )

    def test_steps_recorded_without_their_documents(self):
        self.assertEqual(
            set(self.verdicts("customer_and_addresses").values()), {"same"}
        )

    def test_what_was_there_before_is_made_from_what_was_read(self):
        self.assertEqual(
            self.verdicts("refund_of_an_order_read_before"), {"mutation": "same"}
        )

    def test_a_wrong_total_is_found_with_its_path(self):
        outcome = self.outcomes("wrong_total")["create"]
        self.assertEqual(outcome.verdict, "differs")
        path = "data.orderCreate.order.totalPriceSet.shopMoney.amount"
        self.assertEqual(outcome.details, [(path, "3.31", "3.3")])

    def test_what_the_store_has_not_is_said_with_the_reason(self):
        outcomes = self.outcomes("what_the_store_has_not")
        reasons = {s: o.details[0] for s, o in outcomes.items() if o.details}
        self.assertIn("it names renamed itself", reasons["aliased"])
        self.assertIn("Mutation.giftCardCreate", reasons["giftCard"])
        self.assertEqual(
            reasons["giftCardRead"], "comes after giftCard, which is not modelled"
        )
        self.assertEqual(outcomes["giftCardRead"].verdict, "not modelled")

    def test_fields_of_older_versions_are_left_out(self):
        outcome = self.outcomes("what_the_store_has_not")["shop"]
        self.assertEqual(outcome.verdict, "same")


class TestCommand(unittest.TestCase):
    def run_on(self, *names):
        with tempfile.TemporaryDirectory() as directory:
            for name in names:
                shutil.copy(CAPTURES / f"{name}.json", directory)
            with contextlib.redirect_stdout(io.StringIO()) as printed:
                code = main([directory])
        return code, printed.getvalue().splitlines()

    def test_nothing_differs_is_success(self):
        code, lines = self.run_on("customer_and_addresses")
        self.assertEqual(code, 0)
        self.assertEqual(lines, ["customer_and_addresses: 5 same"])

    def test_a_difference_is_failure_and_is_shown(self):
        code, lines = self.run_on("customer_and_addresses", "wrong_total")
        self.assertEqual(code, 1)
        self.assertEqual(
            lines[1:],
            [
                "wrong_total: 1 differs",
                "    differs      create: data.orderCreate.order.totalPriceSet"
                ".shopMoney.amount: '3.31' / '3.3'",
            ],
        )


class TestDifferences(unittest.TestCase):
    def found(self, recorded, own, ids=None):
        return [path for path, *_ in differences(recorded, own, ids or Ids())]

    def test_an_id_stands_for_one_id_throughout(self):
        recorded = ["gid://shopify/Order/1", "gid://shopify/Order/1"]
        same = ["gid://shopify/Order/7", "gid://shopify/Order/7"]
        other = ["gid://shopify/Order/7", "gid://shopify/Order/8"]
        self.assertEqual(self.found({"ids": recorded}, {"ids": same}), [])
        self.assertEqual(self.found({"ids": recorded}, {"ids": other}), ["ids[1]"])

    def test_two_ids_do_not_become_one(self):
        recorded = ["gid://shopify/Order/1", "gid://shopify/Order/2"]
        own = ["gid://shopify/Order/7", "gid://shopify/Order/7"]
        self.assertEqual(self.found({"ids": recorded}, {"ids": own}), ["ids[1]"])

    def test_money_is_compared_as_a_number(self):
        self.assertEqual(self.found({"amount": "20.00"}, {"amount": "20.0"}), [])
        self.assertEqual(
            self.found({"amount": "20.00"}, {"amount": "20.01"}), ["amount"]
        )

    def test_other_texts_are_compared_as_texts(self):
        self.assertEqual(self.found({"sku": "20.00"}, {"sku": "20.0"}), ["sku"])

    def test_a_time_has_to_be_there(self):
        recorded = {"closedAt": "2026-05-08T02:34:17Z"}
        self.assertEqual(self.found(recorded, {"closedAt": "2026-11-23T00:00:00Z"}), [])
        self.assertEqual(self.found(recorded, {"closedAt": None}), ["closedAt"])

    def test_missing_and_additional_keys_are_differences(self):
        self.assertEqual(self.found({"a": 1}, {"b": 1}), ["a", "b"])

    def test_lists_of_other_lengths_differ(self):
        self.assertEqual(self.found({"a": [1, 2]}, {"a": [1]}), ["a.length"])

    def test_ids_within_texts_are_mapped(self):
        ids = Ids()
        ids.bind("gid://shopify/Order/8979519799602", "gid://shopify/Order/42")
        message = "Orders [8979519799602] were found."
        self.assertEqual(
            self.found({"m": message}, {"m": "Orders [42] were found."}, ids), []
        )


class TestDocuments(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.schema = load_schema("2026-10").schema

    def test_a_document_is_written_from_its_answer(self):
        data = {
            "order": {"id": "gid://shopify/Order/1", "transactions": [{"kind": "SALE"}]}
        }
        document, variables = write(self.schema, data, {"id": "gid://shopify/Order/1"})
        self.assertEqual(
            document,
            "query Recorded($id: ID!) { order(id: $id) { id transactions { kind } } }",
        )
        self.assertEqual(variables, {"id": "gid://shopify/Order/1"})

    def test_a_page_that_goes_on_is_asked_for_in_its_size(self):
        data = {"orders": {"nodes": [{"id": "1"}], "pageInfo": {"hasNextPage": True}}}
        document, _variables = write(self.schema, data, {})
        self.assertIn("orders(first: 1)", document)

    def test_a_mutation_without_variables_is_not_recorded(self):
        with self.assertRaisesRegex(NotRecorded, "orderId"):
            write(self.schema, {"orderCancel": {"userErrors": []}}, None)

    def test_unknown_fields_and_their_variables_are_cut(self):
        document, removed = cut(
            self.schema, "query Q($n: Int) { shop { id old(first: $n) { id } } }"
        )
        self.assertEqual(removed, ["Shop.old"])
        self.assertNotIn("$n", document)
        self.assertIn("shop", document)
