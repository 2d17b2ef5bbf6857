from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .entity_case import EntityCase
from .order_case import ADDRESS

ELSEWHERE = {**ADDRESS, "address1": "2 Second Way", "city": "Dallas"}


@tagged("post_install", "-at_install")
class TestOrderEntityShared(EntityCase):
    """What the companies of a store share, and what stays each one's own."""

    def setUp(self):
        super().setUp()
        self.map_entity()

    def user(self, company):
        """Somebody who works with the connector in one company."""
        return new_test_user(
            self.env,
            f"user_{company.id}",
            "connector_shopify.group_user,sales_team.group_sale_salesman_all_leads",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )

    def test_a_customer_of_one_company_stays_its_own(self):
        order = self.take_order(self.sell(entity=None))
        self.assertEqual(order.partner_id.company_id, self.home)

    def test_a_customer_of_both_is_nobodys_own(self):
        ours = self.take_order(self.sell(entity=None, shipping_address=ELSEWHERE))
        theirs = self.take_order(self.sell(shipping_address=ELSEWHERE))
        self.assertFalse(self.issues())
        self.assertEqual(ours.partner_id, theirs.partner_id)
        self.assertEqual(ours.partner_shipping_id, theirs.partner_shipping_id)
        family = theirs.partner_id | theirs.partner_shipping_id
        self.assertEqual(len(family), 2)
        self.assertFalse(family.company_id)

    def test_walk_in_customers(self):
        values = {"customer": None, "shipping_address": None}
        ours = self.take_order(self.sell(entity=None, **values))
        theirs = self.take_order(self.sell(**values))
        self.assertFalse(self.issues())
        self.assertEqual(theirs.company_id, self.other)
        self.assertEqual(ours.partner_id, theirs.partner_id)

    def test_an_order_stays_in_its_company(self):
        node = self.sell(paid=False)
        order = self.take_order(node)
        self.entity().company_id = self.home
        self.change("pay_order", node)
        self.assertFalse(self.issues())
        self.assertEqual((order.company_id, order.state), (self.other, "sale"))
        self.assertEqual(self.booked(order).company_id, self.other)
        self.assertEqual(self.take_order(self.sell()).company_id, self.home)

    def test_rules_leave_out_what_is_another_companys(self):
        warehouse = self.env["stock.warehouse"].create(
            {"name": "East", "code": "EAST", "company_id": self.home.id}
        )
        self.env["shopify.rule"].create(
            {
                "name": "East",
                "backend_id": self.backend.id,
                "active": True,
                "warehouse_id": warehouse.id,
                "urgent": True,
            }
        )
        ours = self.take_order(self.sell(entity=None))
        theirs = self.take_order(self.sell())
        self.assertFalse(self.issues())
        self.assertEqual(ours.warehouse_id, warehouse)
        self.assertEqual(theirs.warehouse_id, self.entity().warehouse_id)
        self.assertTrue(ours.shopify_urgent and theirs.shopify_urgent)

    def test_a_limit_is_in_the_currency_of_the_stores_company(self):
        self.env["res.currency.rate"].create(
            {
                "name": "2020-01-01",
                "currency_id": self.other.currency_id.id,
                "company_id": self.home.id,
                "rate": 4.0,
            }
        )
        self.assertEqual(self.home.currency_id.name, "EUR")
        order = self.take_order(self.sell())
        self.assertEqual(order.amount_total, 32.44)
        # 64.88 francs in the other company's books
        self.assertEqual(order.shopify_bind_ids._company_total(), 16.22)

    def test_the_quotation_of_a_draft_is_left_to_the_other_companys_order(self):
        self.policy("draft_order_import").enabled = True
        with self.store.quiet():
            draft = self.store.create_draft(
                lines=[{"variant": self.shirt_variant, "quantity": 3}],
                customer=self.customer["id"],
            )
        self.take("draft_order_import", draft["id"])
        quotation = self.env["sale.order"].search([("name", "=", draft["name"])])
        self.assertEqual(quotation.company_id, self.home)
        with self.store.quiet():
            node = self.store.complete_draft(draft["id"])
            node["merchantBusinessEntity"] = self.seller["id"]
        order = self.take_order(node)
        self.assertFalse(self.issues())
        self.assertEqual(order.company_id, self.other)
        self.assertEqual(quotation.state, "cancel")

    def test_people_see_the_orders_and_mappings_of_their_company(self):
        ours = self.take_order(self.sell(entity=None)).shopify_bind_ids
        theirs = self.take_order(self.sell()).shopify_bind_ids
        both = ours | theirs
        for company, own, foreign in (
            (self.home, ours, theirs),
            (self.other, theirs, ours),
        ):
            user = self.user(company)
            self.assertEqual(both.with_user(user).search([("id", "in", both.ids)]), own)
            with self.assertRaises(AccessError):
                foreign.with_user(user).check_access("read")
            self.assertEqual(own.odoo_id.with_user(user).shopify_bind_ids, own)
            for model in ("shopify.tax", "shopify.gateway", "shopify.account.payment"):
                rows = self.env[model].with_user(user).search([])
                self.assertTrue(rows)
                if "company_id" in rows._fields:
                    self.assertEqual(rows.company_id, company)
                else:
                    self.assertEqual(rows.order_id, own)

    def test_only_the_stores_people_see_its_entities(self):
        entity = self.entity()
        entity.with_user(self.user(self.home)).check_access("write")
        with self.assertRaises(AccessError):
            entity.with_user(self.user(self.other)).check_access("read")
