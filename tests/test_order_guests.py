from .test_customer_import import BERLIN
from .test_order_partners import ANNA, LYON, OrderPartnersCase


class TestOrderGuests(OrderPartnersCase):
    """Orders whose buyer is not certain: guests, walk-ins, doubtful customers."""

    def partner(self, **values):
        return self.env["res.partner"].create({"email": "a@example.com", **values})

    def bindings(self):
        return self.env["shopify.res.partner"].search(
            [("backend_id", "=", self.backend.id)]
        )

    def test_guest_gets_a_contact_without_a_link(self):
        order = self.order(email="A@Example.com", shipping_address=BERLIN)
        [partners] = self.ensure(order)
        self.assertPlace(
            partners.customer,
            name="Anna Weber",
            email="A@Example.com",
            phone="+49 30 1234567",
            street="Hauptstraße 5",
            company_id=self.backend.company_id.id,
        )
        self.assertEqual(partners.delivery, partners.customer)
        self.assertFalse(self.bindings())

    def test_guest_is_found_again_by_email(self):
        known = self.partner(name="A. Weber")
        one, two = self.ensure(
            self.order(email="a@example.com", shipping_address=LYON),
            self.order(email="A@example.com"),
        )
        self.assertEqual((one.customer, two.customer), (known, known))
        self.assertEqual(one.delivery.parent_id, known)
        self.assertPlace(known, name="A. Weber", street=False)

    def test_same_guest_twice_in_a_batch(self):
        one, two = self.ensure(
            self.order(email="a@example.com", shipping_address=BERLIN),
            self.order(email="a@example.com", shipping_address=LYON),
        )
        self.assertEqual(one.customer, two.customer)
        self.assertEqual(two.delivery.parent_id, one.customer)

    def test_guest_of_whom_only_the_name_is_known(self):
        one, two, other = self.ensure(
            self.order(shipping_address=BERLIN),
            self.order(shipping_address=BERLIN),
            self.order(shipping_address=LYON),
        )
        self.assertEqual(one, two)
        self.assertPlace(one.customer, name="Anna Weber", email=False, city="Berlin")
        self.assertPlace(other.customer, name="Camille Roux", email=False, city="Lyon")
        self.assertEqual(self.ensure(self.order(shipping_address=BERLIN)), [one])

    def test_guest_by_email_who_becomes_a_customer(self):
        [guest] = self.ensure(self.order(email="a@example.com", shipping_address=LYON))
        [later] = self.ensure(self.order(customer=self.customer()))
        self.assertEqual(later.customer, guest.customer)
        self.assertFalse(self.bindings().known_before)

    def test_walk_in_sales_share_one_contact(self):
        one, two = self.ensure(self.order(), self.order(phone="+49301"))
        self.assertEqual(one, two)
        self.assertEqual(one.customer, self.backend.guest_partner_id)
        self.assertEqual(one.customer.name, "Walk-in customer (demo)")
        self.assertEqual(self.ensure(self.order()), [one])

    def test_customer_withheld_from_the_app(self):
        order = self.order(customer=self.customer(), email="a@example.com")
        self.addCleanup(self.store.scopes.update, {"read_customers", "write_customers"})
        self.store.scopes -= {"read_customers", "write_customers"}
        batch = self.batch(order)
        self.assertIn("customer", batch.unavailable)
        [partners] = self.ensure(order)
        self.assertEqual(partners.customer.email, "a@example.com")
        self.assertFalse(self.bindings())

    def test_customer_without_name_or_address(self):
        customer = self.store.create_customer()["id"]
        [partners] = self.ensure(self.order(customer=customer))
        self.assertEqual(
            partners.customer.name, f"Customer {customer.rsplit('/', 1)[-1]}"
        )
        self.assertEqual(self.bindings().external_id, customer)

    def test_doubtful_customer_gets_a_contact_for_the_time_being(self):
        rivals = self.partner(name="A. Weber") | self.partner(name="Anna W.")
        customer = self.customer()
        order = self.order(customer=customer, shipping_address=BERLIN)
        [partners] = self.ensure(order)
        self.assertNotIn(partners.customer, rivals)
        self.assertPlace(partners.customer, name="Anna Weber", city="Berlin")
        self.assertFalse(self.bindings())
        issue = self.issues(code="customer_ambiguous")
        self.assertEqual(issue.resource_id, customer)
        self.assertEqual(rivals.mapped("street"), [False, False])
        # The next orders use it again, and the issue is not doubled.
        self.assertEqual(self.ensure(order, self.order(customer=customer))[0], partners)
        self.assertEqual(self.issues(code="customer_ambiguous"), issue)

    def test_merging_ends_the_doubt(self):
        rivals = self.partner(name="A. Weber") | self.partner(name="Anna W.")
        customer = self.customer()
        [partners] = self.ensure(self.order(customer=customer))
        contacts = rivals | partners.customer
        self.env["base.partner.merge.automatic.wizard"]._merge(contacts.ids, rivals[0])
        self.issues(code="customer_ambiguous").action_retry()
        self.drain()
        self.assertEqual(self.bindings().odoo_id, rivals[0])
        [again] = self.ensure(self.order(customer=customer))
        self.assertEqual(again.customer, rivals[0])

    def test_doubtful_guest_is_an_issue_of_the_order(self):
        self.partner(name="A. Weber")
        self.partner(name="Anna W.")
        batch = self.batch(self.order(email=ANNA["email"], shipping_address=BERLIN))
        partners = batch.env["shopify.order.partners"]._ensure(batch)
        [error] = batch.problems[batch.gids[0]]
        self.assertEqual(error.code, "customer_ambiguous")
        self.assertEqual(partners[batch.gids[0]].customer.name, "Anna Weber")
