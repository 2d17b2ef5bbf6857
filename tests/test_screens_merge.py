from odoo.tests import HttpCase, tagged

from ..sandbox.payloads.customer import merged
from .order_case import OrderCase


@tagged("post_install", "-at_install")
class TestMergeScreens(OrderCase, HttpCase):
    """Customers with orders were merged in the store: a person decides."""

    def setUp(self):
        super().setUp()
        kept, other = self.customer_of("Ada"), self.customer_of("A.")
        orders = [self.place(customer=gid)["id"] for gid in (kept, other)]
        self.take("order_import", *orders)
        with self.store.quiet():
            self.store.merge_customers(kept, other)
        flow = self.env["shopify.flow.customer_merge"]
        told = merged(kept, other, "completed")
        self.take("customer_merge", flow._event_resource("customers/merge", told))
        links = self.env["shopify.res.partner"]._find(self.backend, [kept, other])
        self.kept, self.other = links[kept].odoo_id, links[other].odoo_id

    def customer_of(self, name):
        with self.store.quiet():
            return self.store.create_customer(
                firstName=name, lastName="Byron", email=f"{name}@example.com"
            )["id"]

    def tour(self, name):
        self.start_tour(
            "/odoo/action-connector_shopify.action_shopify_issue", name, login="admin"
        )
        self.assertFalse(self.issues())

    def test_a_person_merges_the_contacts(self):
        self.tour("shopify_merge_contacts")
        self.assertEqual((self.kept | self.other).exists(), self.kept)

    def test_a_person_keeps_both(self):
        self.tour("shopify_keep_both")
        self.assertTrue(self.kept.active and self.other.active)
