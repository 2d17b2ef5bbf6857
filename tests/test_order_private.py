from .company_case import CompanyCase
from .order_case import ADDRESS


class TestOrderPrivate(CompanyCase):
    """People who order for a company, and for themselves."""

    def setUp(self):
        super().setUp()
        self.company = self.create_company()
        self.acme = self.take_company(self.company)
        self.ada = self.acme.child_ids.filtered(lambda each: each.name == "Ada Byron")

    def privately(self, **values):
        return self.take_order(self.place(**values))

    def adas(self):
        return self.env["res.partner"].search([("email", "=", "ada@example.com")])

    def test_a_private_order_is_not_billed_to_the_company(self):
        node = self.place()
        order = self.take_order(node)

        person = order.partner_id
        self.assertEqual((person.name, person.email), ("Ada Byron", "ada@example.com"))
        self.assertFalse(person.parent_id)
        self.assertFalse(person.is_company)
        self.assertEqual(person.shopify_private_of_id, self.ada)
        self.assertEqual(person.street, ADDRESS["address1"])
        self.assertEqual(order.partner_invoice_id, person)
        self.assertEqual(order.partner_shipping_id, person)
        self.assertFalse(self.issues())
        invoice = self.invoice(order)
        self.assertEqual(invoice.commercial_partner_id, person)
        self.assertEqual(invoice.amount_total, self.total(node))

    def test_her_order_for_the_company_is_the_companys(self):
        self.privately()
        order = self.take_order(self.place_for(self.company))

        self.assertEqual(order.partner_id, self.ada)
        self.assertEqual(order.partner_invoice_id, self.acme)
        self.assertEqual(self.invoice(order).commercial_partner_id, self.acme)

    def test_nobody_is_renamed_or_moved(self):
        self.privately()

        self.assertEqual((self.acme.name, self.ada.name), ("Acme Inc", "Ada Byron"))
        self.assertEqual(self.ada.parent_id, self.acme)
        bindings = self.env["shopify.res.partner"]
        found = bindings._find(self.backend, [self.customer["id"]])
        self.assertEqual(found[self.customer["id"]].odoo_id, self.ada)

    def test_a_second_private_order_makes_no_contact(self):
        first = self.privately()
        before = self.env["res.partner"].search_count([])
        self.take_order(self.place_for(self.company))
        second = self.privately()

        self.assertEqual(second.partner_id, first.partner_id)
        self.assertEqual(self.env["res.partner"].search_count([]), before)
        self.assertEqual(self.adas(), self.ada | first.partner_id)

    def test_two_private_orders_of_one_batch(self):
        nodes = self.place(), self.place()
        self.take("order_import", *(node["id"] for node in nodes))

        first, second = map(self.order, nodes)
        self.assertEqual(first.partner_id, second.partner_id)
        self.assertEqual(len(self.adas()), 2)

    def test_another_address_is_below_the_private_contact(self):
        order = self.privately(
            shipping_address={**ADDRESS, "address1": "9 Sea Lane", "zip": "73399"},
            billing_address=ADDRESS,
        )

        self.assertEqual(order.partner_shipping_id.street, "9 Sea Lane")
        self.assertEqual(order.partner_shipping_id.parent_id, order.partner_id)
        self.assertEqual(order.partner_invoice_id, order.partner_id)

    def test_a_guest_with_her_address_is_the_same_person(self):
        first = self.privately()
        guest = self.privately(customer=None, email="ada@example.com")

        self.assertEqual(guest.partner_id, first.partner_id)
        self.assertFalse(self.issues())

    def test_who_joins_a_company_keeps_what_she_ordered_before(self):
        customer = self.store.create_customer(
            firstName="Grace", email="grace@example.com", addresses=[ADDRESS]
        )
        node = self.place(customer=customer["id"])
        order = self.take_order(node)
        grace, delivery = order.partner_id, order.partner_shipping_id
        self.store.add_company_contact(self.company["id"], customer["id"])
        self.take_company(self.company)
        self.assertEqual(grace.parent_id, self.acme)

        self.store.update_order(node["id"], note="Thanks")
        self.take("order_import", node["id"])
        self.assertEqual(order.partner_id, grace)
        self.assertEqual(order.partner_shipping_id.street, delivery.street)
        later = self.privately(customer=customer["id"])
        self.assertFalse(later.partner_id.parent_id)
        self.assertEqual(later.partner_id.shopify_private_of_id, grace)

    def test_whom_only_odoo_has_in_a_company_orders_for_it(self):
        works = self.env["res.partner"].create({"name": "Mill", "is_company": True})
        miller = self.env["res.partner"].create(
            {"name": "Joe", "email": "joe@example.com", "parent_id": works.id}
        )
        customer = self.store.create_customer(firstName="Joe", email="joe@example.com")

        order = self.privately(customer=customer["id"])
        self.assertEqual(order.partner_id, miller)
        self.assertEqual(order.partner_invoice_id.commercial_partner_id, works)
