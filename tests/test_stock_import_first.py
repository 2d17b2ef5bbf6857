from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user

from .stock_import_case import StockImportCase


class TestStockImportFirst(StockImportCase):
    """The first stock comes from Shopify, by moves, and never twice."""

    def setUp(self):
        super().setUp()
        self.policy("stock_export").enabled = False
        self.put(self.shirt, -10)
        self.count(self.shirt, 6)
        self.env.cr.execute(
            "UPDATE shopify_stock_level SET confirmed_at = NULL, agreed_on_hand = NULL"
        )
        self.env.invalidate_all()
        self.remember_stock()

    def take_over(self, scope="empty"):
        wizard = self.env["shopify.stock.take.over"].create(
            {"backend_id": self.backend.id, "scope": scope}
        )
        wizard.action_take_over()
        self.compare()

    def test_stock_is_taken_over_by_moves(self):
        self.take_over()

        self.assertEqual(self.owned(self.shirt), 6)
        self.assertEqual(self.mismatches(), {})
        self.assert_moved()
        moves = self.env["stock.move"].search(
            [("product_id", "=", self.product(self.shirt).id), ("state", "=", "done")]
        )
        self.assertEqual(moves.mapped("quantity"), [6.0])

    def test_run_twice_it_is_taken_over_once(self):
        self.take_over()
        self.an_hour_passes()

        self.take_over()

        self.assertEqual(self.owned(self.shirt), 6)
        self.assert_moved()

    def test_stock_that_odoo_has_already_is_left_alone(self):
        self.count(self.mug, 9)

        self.take_over()

        self.assertEqual(self.owned(self.mug), 4)
        self.assertEqual(self.owned(self.shirt), 6)

    def test_all_stock_becomes_shopifys_when_told_so(self):
        self.count(self.mug, 9)

        self.take_over("all")
        self.an_hour_passes()
        self.take_over("all")

        self.assertEqual(self.owned(self.mug), 9)
        self.assertEqual(self.owned(self.shirt), 6)
        self.assert_moved()

    def test_units_of_open_orders_are_taken_over_and_reserved(self):
        order = self.place([{"variant": self.shirt_variant, "quantity": 2}])
        self.take_order(order)
        self.assertEqual(self.shop(self.shirt), 4)

        self.take_over()

        self.assertEqual(self.owned(self.shirt), 6)
        self.order(order).picking_ids.action_assign()
        self.policy("stock_export").enabled = True
        self.push_all()
        self.assertEqual(self.shop(self.shirt), 4)

    def test_locations_that_share_a_warehouse_are_added(self):
        with self.store.quiet():
            gid = self.store.create_location("Cellar")["id"]
        self.import_all("location_import")
        cellar = self.env["shopify.location"]._find(self.backend, [gid])[gid]
        cellar.warehouse_id = self.warehouse
        self.count(self.shirt, 5, cellar)

        self.take_over()

        self.assertEqual(self.owned(self.shirt), 11)
        self.assert_moved()

    def test_location_without_warehouse_is_left_alone(self):
        self.location.warehouse_id = False

        with self.assertRaises(UserError):
            self.take_over()

        self.assertEqual(self.owned(self.shirt), 0)
        self.assertEqual(self.operations(), [])

    def test_integration_user_who_may_not_count_changes_nothing(self):
        self.backend.user_id = new_test_user(
            self.env, "clerk", "connector_shopify.group_user"
        )

        self.take_over()

        self.assertEqual(self.owned(self.shirt), 0)
        [issue] = self.issues(code="stock_forbidden")
        self.assertIn("clerk", issue.message)

    def test_only_managers_take_stock_over(self):
        user = new_test_user(self.env, "user", "connector_shopify.group_user")

        with self.assertRaises(AccessError):
            self.env["shopify.stock.take.over"].with_user(user).create(
                {"backend_id": self.backend.id}
            )
