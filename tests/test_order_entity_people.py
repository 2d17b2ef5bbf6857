from odoo.tests import tagged

from .company_case import CompanyCase
from .entity_case import EntityCase


@tagged("post_install", "-at_install")
class TestOrderEntityPeople(CompanyCase, EntityCase):
    """Whoever buys from another company of the store: its orders have its customers."""

    def setUp(self):
        super().setUp()
        self.map_entity()

    def take_theirs(self, node):
        order = self.take_order(node)
        self.assertFalse(self.issues())
        self.assertEqual(order.company_id, self.other)
        self.assertEqual(order.state, "sale")
        self.assertFalse(order.partner_id.company_id)
        self.assertFalse(order.partner_invoice_id.company_id)
        self.assertEqual(order.invoice_ids.company_id, self.other)
        return order

    def test_a_guest(self):
        order = self.take_theirs(self.sell(customer=None, email="bo@example.com"))
        self.assertEqual(order.partner_id.email, "bo@example.com")

    def test_a_company_and_a_private_order_of_its_person(self):
        company = self.create_company()
        acme = self.take_company(company)
        node = self.place_for(company, entity=self.seller["id"])
        ours = self.take_order(node)
        self.assertEqual((ours.company_id, ours.partner_invoice_id), (self.other, acme))
        self.assertFalse(acme.company_id)
        private = self.take_theirs(self.sell())
        self.assertEqual(private.partner_id.shopify_private_of_id.parent_id, acme)
