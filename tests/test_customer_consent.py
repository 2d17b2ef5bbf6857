from ..sandbox.payloads import customer as payloads
from .common import ShopifyCase

FLOW = "shopify.flow.customer_import"
ADDRESS = "anna@example.com"


class ConsentCase(ShopifyCase):
    """A customer of the store, and who decides about them."""

    def setUp(self):
        super().setUp()
        self.store.webhooks.pause()
        self.customer = self.store.create_customer(
            firstName="Anna", email="Anna@Example.com", phone="+49301"
        )
        self.gid = self.customer["id"]

    def own(self, group, owner):
        self.backend.owner_policy_ids.filtered(
            lambda row: (row.flow, row.field_group) == (FLOW, group)
        ).owner = owner

    def follow(self):
        """The customer's message is worked on; returns the link."""
        self.take("customer_import", self.gid)
        bindings = self.env["shopify.res.partner"]
        return bindings._find(self.backend, [self.gid])[self.gid]

    def answer(self, state):
        with self.store.quiet():
            self.store.set_consent(self.gid, state)
        return self.follow()

    def blacklisted(self, email=ADDRESS):
        return self.env["mail.blacklist"].search_count([("email", "=", email)])


class TestCustomerConsent(ConsentCase):
    """What customers answered about e-mail marketing, and Odoo's blacklist."""

    def test_the_answer_is_kept_and_nothing_follows_from_it_at_first(self):
        binding = self.answer("UNSUBSCRIBED")
        self.assertEqual(binding.email_marketing, "unsubscribed")
        self.assertFalse(self.blacklisted())

    def test_who_unsubscribes_is_blacklisted_if_the_store_decides(self):
        self.own("consent", "shopify")
        self.assertFalse(self.answer("SUBSCRIBED").odoo_id.is_blacklisted)
        binding = self.answer("UNSUBSCRIBED")
        self.assertTrue(binding.odoo_id.is_blacklisted)
        entry = self.env["mail.blacklist"].search([("email", "=", ADDRESS)])
        self.assertIn("Unsubscribed in Shopify (demo).", entry.message_ids[0].body)

    def test_a_new_customer_who_unsubscribed_before(self):
        self.own("consent", "shopify")
        self.answer("UNSUBSCRIBED")
        self.assertTrue(self.blacklisted())

    def test_who_was_never_asked_is_not_blacklisted(self):
        self.own("consent", "shopify")
        for state in ("NOT_SUBSCRIBED", "PENDING"):
            self.answer(state)
        self.assertFalse(self.blacklisted())

    def test_subscribing_again_takes_off_what_the_store_put_on(self):
        self.own("consent", "shopify")
        self.answer("UNSUBSCRIBED")
        self.answer("SUBSCRIBED")
        self.assertFalse(self.blacklisted())

    def test_who_unsubscribed_in_odoo_stays_on_the_blacklist(self):
        self.own("consent", "shopify")
        self.env["mail.blacklist"]._add(ADDRESS)
        for state in ("UNSUBSCRIBED", "SUBSCRIBED"):
            self.answer(state)
        self.assertTrue(self.blacklisted())

    def test_who_was_taken_off_by_hand_is_not_put_on_again(self):
        self.own("consent", "shopify")
        self.answer("UNSUBSCRIBED")
        self.env["mail.blacklist"]._remove(ADDRESS)
        with self.store.quiet():
            self.store.update_customer(self.gid, lastName="Koch")
        self.follow()
        self.assertFalse(self.blacklisted())

    def test_letting_the_store_decide_counts_for_those_who_refused_before(self):
        self.answer("UNSUBSCRIBED")
        self.own("consent", "shopify")
        self.assertTrue(self.blacklisted())

    def test_a_contact_known_before_is_asked_as_well(self):
        known = self.env["res.partner"].create({"name": "A.", "email": ADDRESS})
        self.own("consent", "shopify")
        binding = self.answer("UNSUBSCRIBED")
        self.assertEqual((binding.odoo_id, binding.known_before), (known, True))
        self.assertTrue(known.is_blacklisted)

    def test_messages_about_consent_and_tags_name_the_customer(self):
        flow = self.env[FLOW]
        tags = payloads.tagged(self.gid, {"vip"}, self.store.now())
        consent = payloads.consent(self.store, self.customer)
        for topic, payload in (
            ("customer.tags_added", tags),
            ("customers_email_marketing_consent/update", consent),
        ):
            self.assertIn(topic, flow._shopify_topics)
            self.assertEqual(flow._event_resource(topic, payload), self.gid)


class TestCustomerTags(ConsentCase):
    """Tags and the ownership table."""

    def tag(self, add=(), remove=()):
        with self.store.quiet():
            self.store.tag_customer(self.gid, add=add, remove=remove)
        return self.follow()

    def names(self, binding):
        return set(binding.odoo_id.category_id.mapped("name"))

    def categories(self):
        names = ("Gold", "Silver")
        return self.env["res.partner.category"].search_count([("name", "in", names)])

    def test_shopify_decides_about_its_tags(self):
        self.tag(add=["Gold"])
        binding = self.tag(add=["Silver"], remove=["Gold"])
        self.assertEqual(self.names(binding), {"Silver"})
        self.assertFalse(binding.conflict)

    def test_tags_at_first_then_odoo(self):
        self.own("tags", "first_import")
        self.tag(add=["Gold"])
        binding = self.tag(add=["Silver"], remove=["Gold"])
        self.assertEqual(self.names(binding), {"Gold"})
        self.assertEqual(binding.conflict, "Tags")
        self.assertEqual(self.categories(), 1)

    def test_odoo_decides_about_tags(self):
        self.own("tags", "odoo")
        binding = self.tag(add=["Gold"])
        binding.odoo_id.category_id = False
        self.assertEqual(self.names(self.tag(add=["Silver"])), set())
        self.assertEqual(binding.conflict, "Tags")

    def test_tags_that_are_not_taken_over_are_not_even_made(self):
        self.own("tags", "nobody")
        binding = self.tag(add=["Gold"])
        self.tag(add=["Silver"])
        self.assertEqual((self.names(binding), self.categories()), (set(), 0))
        self.assertFalse(binding.conflict)
