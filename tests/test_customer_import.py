from .common import ShopifyCase

BERLIN = {
    "firstName": "Anna",
    "lastName": "Weber",
    "address1": "Hauptstraße 5",
    "address2": "c/o Koch",
    "zip": "10115",
    "city": "Berlin",
    "countryCode": "DE",
    "phone": "+49 30 1234567",
}


class TestCustomerImport(ShopifyCase):
    """Customers of the store become contacts, or are linked to those there are."""

    def setUp(self):
        super().setUp()
        self.store.webhooks.pause()
        self.partners = self.env["res.partner"]

    def binding(self, customer):
        bindings = self.env["shopify.res.partner"]
        found = bindings._find(self.backend, [customer["id"]])
        return found.get(customer["id"], bindings)

    def imported(self, **fields):
        """A customer made in the store and imported; returns (customer, contact)."""
        customer = self.store.create_customer(**fields)
        self.take("customer_import", customer["id"])
        return customer, self.binding(customer).odoo_id

    def change(self, customer, **fields):
        self.store.update_customer(customer["id"], **fields)
        self.take("customer_import", customer["id"])

    def test_new_customer(self):
        customer, partner = self.imported(
            firstName="Anna",
            lastName="Weber",
            email="Anna.Weber@Example.com",
            note="Rings <twice>",
            tags=["VIP"],
            addresses=[BERLIN],
        )
        self.assertRecordValues(
            partner,
            [
                {
                    "name": "Anna Weber",
                    "email": "Anna.Weber@Example.com",
                    "phone": "+49 30 1234567",
                    "street": "Hauptstraße 5",
                    "street2": "c/o Koch",
                    "zip": "10115",
                    "city": "Berlin",
                    "country_id": self.env.ref("base.de").id,
                    "state_id": False,
                    "is_company": False,
                    "company_id": self.backend.company_id.id,
                    "lang": "en_US",
                }
            ],
        )
        self.assertEqual(partner.category_id.mapped("name"), ["VIP"])
        self.assertEqual(partner.comment, "<p>Rings &lt;twice&gt;</p>")

    def test_customer_without_a_name_is_called_by_what_there_is(self):
        named = {"addresses": [BERLIN], "email": "a@example.com"}
        mailed = {"email": "b@example.com", "phone": "+49301"}
        called = {"phone": "+49 30 2"}
        for fields, name in (
            (named, "Anna Weber"),
            (mailed, "b@example.com"),
            (called, "+49 30 2"),
        ):
            self.assertEqual(self.imported(**fields)[1].name, name)
        customer, partner = self.imported()
        self.assertEqual(partner.name, f"Customer {customer['id'].split('/')[-1]}")

    def test_language_if_installed(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.assertEqual(self.imported(firstName="A", locale="fr")[1].lang, "fr_FR")
        self.assertEqual(self.imported(firstName="B", locale="fr-CA")[1].lang, "fr_FR")
        self.assertEqual(self.imported(firstName="C", locale="sv")[1].lang, "en_US")

    def test_change_is_taken_over(self):
        customer, partner = self.imported(
            firstName="Anna", lastName="Weber", addresses=[BERLIN]
        )
        potsdam = {**BERLIN, "city": "Potsdam"}
        self.change(customer, lastName="Koch", addresses=[potsdam])
        self.assertEqual((partner.name, partner.city), ("Anna Koch", "Potsdam"))

    def test_what_shopify_does_not_tell_is_not_emptied(self):
        customer, partner = self.imported(
            firstName="Anna", email="a@example.com", phone="+49301", addresses=[BERLIN]
        )
        self.change(customer, firstName=None, email=None, phone=None, addresses=[])
        self.assertRecordValues(
            partner,
            [
                {
                    "name": "Anna",
                    "email": "a@example.com",
                    "phone": "+49301",
                    "street": "Hauptstraße 5",
                }
            ],
        )

    def test_tags_of_shopify_come_and_go_and_those_of_odoo_stay(self):
        customer, partner = self.imported(firstName="A", tags=["Gold", "Press"])
        own = self.env["res.partner.category"].create({"name": "Neighbour"})
        partner.category_id += own
        self.change(customer, tags=["Press", "Silver"])
        self.assertEqual(
            set(partner.category_id.mapped("name")), {"Press", "Silver", "Neighbour"}
        )

    def test_unchanged_customer_is_not_written(self):
        customer, partner = self.imported(firstName="Anna", addresses=[BERLIN])
        partner.name = "Anna W."
        self.take("customer_import", customer["id"])
        self.assertEqual(partner.name, "Anna W.")

    def test_ownership_table_is_respected(self):
        owners = self.backend.owner_policy_ids.filtered(
            lambda row: row.flow == "shopify.flow.customer_import"
        )
        owners.filtered(lambda row: row.field_group == "address").owner = "nobody"
        owners.filtered(lambda row: row.field_group == "identity").owner = "odoo"
        customer, partner = self.imported(firstName="Anna", addresses=[BERLIN])
        self.assertEqual((partner.name, partner.street), ("Anna", False))
        self.change(customer, firstName="Anne")
        self.assertEqual(partner.name, "Anna")

    def test_names_that_are_not_taken_over_still_name_a_new_contact(self):
        self.backend.owner_policy_ids.filtered(
            lambda row: row.field_group == "identity"
        ).owner = "nobody"
        _customer, partner = self.imported(firstName="Anna", email="a@example.com")
        self.assertEqual((partner.name, partner.email), ("Anna", False))

    def test_deleted_customer_leaves_the_contact(self):
        customer, partner = self.imported(firstName="Anna", email="a@example.com")
        self.store.delete_customer(customer["id"])
        self.take("customer_import", customer["id"])
        self.assertFalse(self.binding(customer).active)
        self.assertTrue(partner.active)

    def test_customer_who_comes_back_gets_the_contact_again(self):
        customer, partner = self.imported(firstName="Anna", email="a@example.com")
        self.store.delete_customer(customer["id"])
        self.take("customer_import", customer["id"])
        _customer, again = self.imported(firstName="Anna", email="a@example.com")
        self.assertEqual(again, partner)

    def test_scan_finds_customers_whose_message_was_lost(self):
        customer = self.store.create_customer(firstName="Anna")
        self.scan("customer_import")
        self.assertEqual(self.binding(customer).odoo_id.name, "Anna")

    def test_batch_of_new_customers_is_one_create(self):
        """The statements for ten customers are those for one."""
        counts = []
        for number in (1, 1, 10):
            gids = [
                self.store.create_customer(firstName="A", addresses=[BERLIN])["id"]
                for _ in range(number)
            ]
            self.wake("customer_import", *gids)
            self.backend.lane_count = 1
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.drain()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[2], counts[1] + 2)
