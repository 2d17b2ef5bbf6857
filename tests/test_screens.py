from odoo.tests import HttpCase, tagged

from ..sandbox import Store
from .order_case import OrderCase

VAT_19 = {"title": "Sales Tax", "rate": "0.19"}
ACTION = "/odoo/action-connector_shopify."


@tagged("post_install", "-at_install")
class TestScreens(OrderCase, HttpCase):
    """Every main screen in a browser; an error of its scripts fails the tour.

    Order #1001 is held because of a tax that Odoo does not know; #1002 is fine.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        shipping = {"title": "Standard", "price": "5.00", "taxes": []}
        cls.held = cls.place_now(taxes=[VAT_19], shipping=shipping)
        cls.fine = cls.place_now(taxes=[], shipping=shipping)

    @classmethod
    def place_now(cls, **values):
        """An order in the store, and in the inbox."""
        with cls.store.quiet():
            node = cls.store.place_order(
                [{"variant": cls.shirt_variant, "quantity": 3}],
                customer=cls.customer["id"],
                **values,
            )
        return node

    def setUp(self):
        super().setUp()
        self.take("order_import", self.held["id"], self.fine["id"])

    def tour(self, action, name, login="admin"):
        self.start_tour(f"{ACTION}{action}", name, login=login)

    def test_overview_and_store(self):
        self.tour("action_shopify_overview", "shopify_overview")

    def test_a_person_connects_a_store(self):
        second = Store(domain="second.myshopify.com", currency="EUR")
        second.client_id, second.client_secret = "second-id", "second-secret"
        self.server.stores.append(second)
        self.addCleanup(self.server.stores.remove, second)
        self.tour("action_shopify_backend", "shopify_connect")
        backend = self.env["shopify.backend"].search(
            [("shop_domain", "=", "second.myshopify.com")]
        )
        self.assertEqual(backend.state, "connected")

    def test_inbox(self):
        self.tour("action_shopify_event", "shopify_inbox")

    def test_an_issue_is_ignored_with_a_reason(self):
        issue = self.issues(code="tax_unmapped")
        self.tour("action_shopify_issue", "shopify_issue_ignore")
        self.assertEqual(issue.state, "ignored")
        self.assertEqual(issue.ignore_reason, "Only a test order")

    def test_an_issue_is_fixed(self):
        self.create_tax(19.0, included=False)
        self.tour("action_shopify_issue", "shopify_issue_fix")
        self.drain()
        self.assertFalse(self.issues())
        self.assertEqual(self.order(self.held).state, "sale")

    def test_order(self):
        self.tour("action_shopify_sale_order", "shopify_order")

    def test_products_and_customers(self):
        self.tour("action_shopify_overview", "shopify_records")

    def test_configuration(self):
        self.create_failed_job()
        self.env["shopify.call.stat"].create(
            {
                "backend_id": self.backend.id,
                "at": "2026-01-01 12:00:00",
                "operation": "orders_delta",
                "outcome": "ok",
                "calls": 3,
            }
        )
        self.tour("action_shopify_overview", "shopify_configuration")

    def test_settings(self):
        self.start_tour(
            "/odoo/settings#connector_shopify", "shopify_settings", login="admin"
        )

    def test_an_auditor_sees_everything_and_can_change_nothing(self):
        self.create_user("auditor", "connector_shopify.group_auditor")
        self.tour("action_shopify_overview", "shopify_auditor", login="auditor")

    def create_failed_job(self):
        delayed = self.backend.with_delay(
            channel="root.shopify.live", description="broken job"
        )._job_drain("shopify.flow.order_import", 0)
        delayed.db_record().state = "failed"

    def create_user(self, login, group):
        return self.env["res.users"].create(
            {
                "name": login,
                "login": login,
                "password": login,
                "group_ids": [(6, 0, [self.env.ref(group).id])],
            }
        )
