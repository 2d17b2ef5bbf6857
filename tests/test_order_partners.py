from unittest.mock import patch

from odoo.tools import mute_logger

from odoo.addons.queue_job.exception import RetryableJobError

from ..flows.batch import Batch
from .common import ShopifyCase
from .test_customer_import import BERLIN

LYON = {
    "firstName": "Camille",
    "lastName": "Roux",
    "address1": "2 quai Saint-Antoine",
    "zip": "69002",
    "city": "Lyon",
    "countryCode": "FR",
}
ANNA = {"firstName": "Anna", "lastName": "Weber", "email": "a@example.com"}


class OrderPartnersCase(ShopifyCase):
    """Orders of the sandbox's store and the contacts they get."""

    def setUp(self):
        super().setUp()
        self.store.webhooks.pause()

    def customer(self, addresses=(BERLIN,), **fields):
        fields = {**ANNA, "addresses": addresses, **fields}
        return self.store.create_customer(**fields)["id"]

    def order(self, **values):
        return self.store.place_order([{"title": "Mug", "price": "9.99"}], **values)

    def batch(self, *orders):
        """The orders as the flow reads them, over HTTP."""
        batch = Batch(self.backend._for_flow(), [order["id"] for order in orders])
        nodes = batch.client.nodes("order", batch.gids)
        batch.nodes, batch.unavailable = dict(nodes), nodes.unavailable
        return batch

    def ensure(self, *orders):
        """The OrderPartners of each order."""
        batch = self.batch(*orders)
        partners = batch.env["shopify.order.partners"]._ensure(batch)
        return [partners[order["id"]] for order in orders]

    def assertPlace(self, partner, **values):
        self.assertRecordValues(partner, [values])


class TestOrderPartners(OrderPartnersCase):
    def test_new_customer_at_the_main_address_is_one_contact(self):
        order = self.order(customer=self.customer(), shipping_address=BERLIN)
        [partners] = self.ensure(order)
        self.assertEqual(partners.customer, partners.invoice)
        self.assertEqual(partners.customer, partners.delivery)
        self.assertPlace(partners.customer, name="Anna Weber", city="Berlin")

    def test_own_shipping_address_is_a_contact_below_the_customer(self):
        order = self.order(
            customer=self.customer(), shipping_address=LYON, billing_address=BERLIN
        )
        [partners] = self.ensure(order)
        self.assertEqual(partners.invoice, partners.customer)
        self.assertPlace(
            partners.delivery,
            name="Camille Roux",
            parent_id=partners.customer.id,
            type="other",
            street="2 quai Saint-Antoine",
            zip="69002",
            city="Lyon",
            country_id=self.env.ref("base.fr").id,
            email=False,
            phone=False,
        )
        self.assertPlace(partners.customer, name="Anna Weber", city="Berlin")

    def test_order_makes_no_address_the_customers_usual_one(self):
        order = self.order(
            customer=self.customer(), shipping_address=LYON, billing_address=BERLIN
        )
        [partners] = self.ensure(order)
        usual = partners.customer.address_get(["delivery", "invoice"])
        self.assertEqual(
            usual,
            {
                "contact": partners.customer.id,
                "delivery": partners.customer.id,
                "invoice": partners.customer.id,
            },
        )

    def test_company_in_an_address_is_part_of_its_name(self):
        address = {**LYON, "company": "Roux SARL"}
        order = self.order(customer=self.customer(), shipping_address=address)
        before = self.env["res.partner"].search_count([("is_company", "=", True)])
        [partners] = self.ensure(order)
        self.assertEqual(partners.delivery.name, "Roux SARL, Camille Roux")
        after = self.env["res.partner"].search_count([("is_company", "=", True)])
        self.assertEqual(after, before)

    def test_customers_own_name_is_not_a_different_address(self):
        """Letter case, spaces and the way to write a phone number say nothing."""
        address = {
            **BERLIN,
            "firstName": "anna ",
            "address1": "hauptstraße  5",
            "phone": "+49301234567",
        }
        order = self.order(customer=self.customer(), shipping_address=address)
        [partners] = self.ensure(order)
        self.assertEqual(partners.delivery, partners.customer)

    def test_another_phone_number_is_a_different_address(self):
        address = {**BERLIN, "phone": "+49 170 1"}
        order = self.order(customer=self.customer(), shipping_address=address)
        [partners] = self.ensure(order)
        self.assertPlace(
            partners.delivery,
            name="Anna Weber",
            phone="+49 170 1",
            parent_id=partners.customer.id,
        )

    def test_re_delivery_makes_nothing(self):
        order = self.order(
            customer=self.customer(), shipping_address=LYON, billing_address=BERLIN
        )
        first = self.ensure(order)
        count = self.env["res.partner"].search_count([])
        self.assertEqual(self.ensure(order), first)
        self.assertEqual(self.env["res.partner"].search_count([]), count)

    def test_same_new_customer_and_address_twice_in_a_batch(self):
        customer = self.customer()
        one, two = self.ensure(
            self.order(customer=customer, shipping_address=LYON),
            self.order(customer=customer, shipping_address={**LYON, "city": "LYON"}),
        )
        self.assertEqual(one, two)
        self.assertEqual(one.invoice, one.delivery)
        self.assertEqual(len(one.customer.child_ids), 1)

    def test_contact_corrected_in_odoo_is_used_again(self):
        customer = self.customer()
        [first] = self.ensure(self.order(customer=customer, shipping_address=LYON))
        first.delivery.street = "2 bis quai Saint-Antoine"
        [second] = self.ensure(self.order(customer=customer, shipping_address=LYON))
        self.assertEqual(second.delivery, first.delivery)
        self.assertEqual(first.delivery.street, "2 bis quai Saint-Antoine")

    def test_address_gone_from_the_customers_book_does_no_harm(self):
        customer = self.customer(addresses=[BERLIN, LYON])
        order = self.order(customer=customer, shipping_address=LYON)
        first = self.ensure(order)
        self.store.update_customer(customer, addresses=[BERLIN])
        self.take("customer_import", customer)
        self.assertEqual(self.ensure(order), first)
        self.assertEqual(first[0].delivery.city, "Lyon")
        self.assertTrue(first[0].delivery.active)

    def test_what_a_customer_has_of_their_own_is_handed_down(self):
        customer = self.customer()
        [first] = self.ensure(self.order(customer=customer, shipping_address=BERLIN))
        term = self.env.ref("account.account_payment_term_30days")
        own = {"property_payment_term_id": term.id, "vat": "DE123456788"}
        first.customer.write(own)
        [second] = self.ensure(self.order(customer=customer, shipping_address=LYON))
        self.assertPlace(second.delivery, **own)

    def test_customer_known_by_an_order_only_is_completed_later(self):
        customer = self.customer(note="Rings twice")
        [partners] = self.ensure(self.order(customer=customer, shipping_address=BERLIN))
        binding = self.env["shopify.res.partner"].search(
            [("odoo_id", "=", partners.customer.id)]
        )
        self.assertEqual((binding.external_id, binding.synced_at), (customer, False))
        self.store.update_customer(customer, lastName="Koch", tags=["VIP"])
        self.take("customer_import", customer)
        self.assertTrue(binding.synced_at)
        self.assertPlace(partners.customer, name="Anna Koch", email="a@example.com")
        self.assertEqual(partners.customer.category_id.mapped("name"), ["VIP"])

    def test_customer_made_by_another_job_meanwhile_is_a_retry(self):
        """The other's link is not visible to our snapshot, but its key is taken."""
        customer = self.customer()
        order = self.order(customer=customer, shipping_address=BERLIN)
        self.ensure(order)
        count = self.env["res.partner"].search_count([])
        self.wake("order_import", order["id"])
        blind = patch.object(
            self.registry["shopify.res.partner"], "_find", lambda *_args: {}
        )
        with blind, mute_logger("odoo.sql_db"), self.assertRaises(RetryableJobError):
            self.drain()
        self.assertEqual(self.env["res.partner"].search_count([]), count)

    def test_thirty_new_customers_cost_what_one_costs(self):
        counts = []
        for size in (1, 1, 30):
            orders = [
                self.order(
                    customer=self.customer(email=f"{size}-{number}@example.com"),
                    shipping_address={**LYON, "address1": f"{number} quai"},
                    billing_address=BERLIN,
                )
                for number in range(size)
            ]
            batch = self.batch(*orders)
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            partners = batch.env["shopify.order.partners"]._ensure(batch)
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual(len({each.customer for each in partners.values()}), size)
            self.assertEqual(len({each.delivery for each in partners.values()}), size)
        self.assertLessEqual(counts[2], 25)
        self.assertLessEqual(counts[2], counts[1] + 2)
