from odoo.exceptions import AccessError, UserError

from ..sandbox.payloads.customer import merged
from .order_case import ADDRESS, OrderCase
from .test_order_partners import LYON


class TestCustomerMerge(OrderCase):
    """Two customers of the store become one; what of their contacts in Odoo."""

    def setUp(self):
        super().setUp()
        self.store.webhooks.pause()
        self.kept = self.customer_of("Ada", "ada.b@example.com", [ADDRESS])
        self.other = self.customer_of("A.", "a.b@example.com", [LYON])

    def customer_of(self, name, email, addresses=()):
        with self.store.quiet():
            return self.store.create_customer(
                firstName=name, lastName="Byron", email=email, addresses=addresses
            )["id"]

    def binding(self, gid):
        bindings = self.env["shopify.res.partner"]
        return bindings._find(self.backend, [gid]).get(gid, bindings)

    def contact(self, gid):
        return self.binding(gid).odoo_id

    def import_both(self):
        self.take("customer_import", self.kept, self.other)
        return self.contact(self.kept), self.contact(self.other)

    def merge(self, kept=None, deleted=None, **values):
        """Staff merges them; the message comes."""
        kept, deleted = kept or self.kept, deleted or self.other
        with self.store.quiet():
            self.store.merge_customers(kept, deleted, **values)
        self.tell(kept, deleted)

    def tell(self, kept=None, deleted=None):
        """The message that both were merged, once (more)."""
        flow = self.env["shopify.flow.customer_merge"]
        payload = merged(kept or self.kept, deleted or self.other, "completed")
        self.take("customer_merge", flow._event_resource("customers/merge", payload))

    # -- what happens by itself --------------------------------------------------

    def test_a_contact_that_nothing_refers_to_is_archived_with_a_note(self):
        kept, other = self.import_both()
        self.merge()
        self.assertEqual((kept.active, other.active), (True, False))
        self.assertIn("Merged in Shopify into Ada Byron", other.message_ids[0].body)
        gone = self.binding(self.other)
        self.assertEqual(
            (gone.active, gone.merged_into_id), (False, self.binding(self.kept))
        )
        self.assertFalse(self.issues())
        self.assertEqual((kept.email, kept.city), ("ada.b@example.com", "Austin"))

    def test_the_next_order_of_the_deleted_customer_is_the_kept_ones(self):
        kept, _other = self.import_both()
        node = self.place(customer=self.other)
        self.merge()
        self.assertEqual(self.take_order(node).partner_id, kept)

    def test_a_kept_customer_who_is_new_here_gets_the_contact(self):
        self.take("customer_import", self.other)
        contact = self.contact(self.other)
        self.merge()
        self.assertEqual(self.contact(self.kept), contact)
        self.assertEqual((contact.name, contact.city), ("Ada Byron", "Austin"))
        self.assertFalse(self.issues())

    def test_a_contact_known_before_stays_known_before_for_the_kept_customer(self):
        contact = self.env["res.partner"].create(
            {"name": "Lady Lovelace", "email": "a.b@example.com"}
        )
        self.take("customer_import", self.other)
        self.merge()
        self.assertEqual(self.contact(self.kept), contact)
        self.assertTrue(self.binding(self.kept).known_before)
        self.assertEqual(contact.name, "Lady Lovelace")

    # -- messages that come late, twice, too early -------------------------------

    def test_customers_unknown_to_odoo_make_nothing(self):
        count = self.env["res.partner"].search_count([])
        self.merge()
        self.assertEqual(self.env["res.partner"].search_count([]), count)
        self.assertFalse(self.binding(self.kept) | self.binding(self.other))

    def test_an_unknown_deleted_customer_changes_nothing(self):
        self.take("customer_import", self.kept)
        self.merge()
        self.assertTrue(self.binding(self.kept).active)
        self.assertFalse(self.issues())

    def test_a_merge_that_failed_in_shopify_changes_nothing(self):
        kept, other = self.import_both()
        self.merge(status="failed")
        self.assertTrue(kept.active and other.active)
        self.assertTrue(self.binding(self.other).active)

    def test_an_update_of_the_deleted_customer_that_comes_late(self):
        kept, other = self.import_both()
        self.merge()
        self.take("customer_import", self.other)
        self.tell()
        self.assertFalse(self.binding(self.other).active)
        self.assertEqual(self.contact(self.kept), kept)
        self.assertFalse(self.issues())

    def test_a_merge_told_after_the_deletion_was_seen(self):
        kept, other = self.import_both()
        with self.store.quiet():
            self.store.merge_customers(self.kept, self.other)
        self.take("customer_import", self.other)
        self.assertTrue(other.active)
        self.tell()
        self.assertFalse(other.active)
        self.assertEqual(
            self.binding(self.other).merged_into_id, self.binding(self.kept)
        )

    def test_two_merges_told_in_the_wrong_order(self):
        first, second = self.import_both()
        third = self.customer_of("Augusta", "augusta@example.com")
        self.take("customer_import", third)
        with self.store.quiet():
            self.store.merge_customers(self.kept, self.other)
            self.store.merge_customers(third, self.kept)
        self.tell(third, self.kept)
        self.tell()
        self.assertFalse(first.active or second.active)
        self.assertEqual(self.binding(self.other)._last_heir(), self.binding(third))

    # -- what a person decides ---------------------------------------------------

    def merged_with_orders(self):
        """Both customers have an order; then they are merged."""
        orders = [
            self.take_order(self.place(customer=gid, shipping_address=address))
            for gid, address in ((self.kept, ADDRESS), (self.other, LYON))
        ]
        self.import_both()
        self.merge()
        return orders, self.issues(code="customer_merged")

    def test_contacts_with_documents_are_left_to_a_person(self):
        orders, issue = self.merged_with_orders()
        other = self.contact(self.other)
        self.assertEqual(
            issue.message,
            "A. Byron was merged into Ada Byron in Shopify. Here they are two "
            "contacts, and the first has documents or was known to Odoo before.",
        )
        self.assertEqual((issue.res_model, issue.res_id), ("res.partner", other.id))
        self.assertEqual((other.active, orders[1].partner_id), (True, other))
        self.tell()
        self.assertEqual((issue.attempts, self.issues()), (2, issue))

    def test_merging_gives_one_contact_the_documents_of_both(self):
        orders, issue = self.merged_with_orders()
        kept, other = self.contact(self.kept), self.contact(self.other)
        picking = orders[1].picking_ids
        issue.action_merge_contacts()
        self.drain()
        self.assertFalse(other.exists())
        self.assertEqual([order.partner_id for order in orders], [kept, kept])
        self.assertEqual((kept.email, kept.city), ("ada.b@example.com", "Austin"))
        self.assertEqual(orders[1].partner_shipping_id.city, "Lyon")
        self.assertEqual(picking.partner_id.city, "Lyon")
        self.assertEqual(issue.state, "resolved")
        self.tell()
        self.assertFalse(self.issues())

    def test_keeping_both_leaves_everything_and_is_not_asked_again(self):
        orders, issue = self.merged_with_orders()
        kept, other = self.contact(self.kept), self.contact(self.other)
        issue.action_keep_both()
        self.drain()
        self.tell()
        self.assertFalse(self.issues())
        self.assertEqual((issue.state, other.active), ("resolved", True))
        self.assertEqual([order.partner_id for order in orders], [kept, other])
        again = self.take_order(self.place(customer=self.kept))
        self.assertEqual(again.partner_id, kept)

    def test_an_order_of_a_contact_that_was_kept_stays_as_it_is(self):
        orders, issue = self.merged_with_orders()
        order, address = orders[1], orders[1].partner_shipping_id
        issue.action_keep_both()
        address.street = "2 bis quai Saint-Antoine"  # somebody corrected it
        gid = order.shopify_bind_ids.external_id
        with self.store.quiet():
            self.store.update_order(gid, note="Ring twice")
        self.take("order_import", gid)
        self.assertEqual(order.partner_shipping_id, address)
        self.assertEqual(order.picking_ids.partner_id, address)
        self.assertEqual(order.partner_id, self.contact(self.other))

    def test_the_contact_that_odoo_knew_before_is_the_one_that_stays(self):
        known = self.env["res.partner"].create(
            {"name": "Lady Lovelace", "email": "a.b@example.com"}
        )
        kept, other = self.import_both()
        self.assertEqual(other, known)
        self.merge()
        issue = self.issues(code="customer_merged")
        issue.action_merge_contacts()
        self.drain()
        self.assertEqual(
            (kept.exists(), self.contact(self.kept)), (kept.browse(), known)
        )
        self.assertEqual((known.name, known.company_id.id), ("Lady Lovelace", False))
        self.assertTrue(self.binding(self.kept).known_before)

    def test_contacts_merged_by_hand_solve_the_issue(self):
        _orders, issue = self.merged_with_orders()
        contacts = self.contact(self.kept) | self.contact(self.other)
        wizard = self.env["base.partner.merge.automatic.wizard"]
        wizard._merge(contacts.ids, contacts[0])
        issue.action_retry()
        self.drain()
        self.assertEqual(issue.state, "resolved")

    def test_a_button_that_comes_too_late_does_nothing(self):
        _orders, issue = self.merged_with_orders()
        kept, other = self.contact(self.kept), self.contact(self.other)
        wizard = self.env["base.partner.merge.automatic.wizard"]
        wizard._merge((kept | other).ids, kept)
        issue.action_merge_contacts()
        self.drain()
        self.assertEqual((issue.state, kept.city), ("resolved", "Austin"))
        self.assertTrue(kept.exists())

    def test_customers_of_another_store_are_not_merged(self):
        _orders, issue = self.merged_with_orders()
        second = self.backend.copy({"name": "two", "shop_domain": "two.myshopify.com"})
        contacts = self.contact(self.kept) | self.contact(self.other)
        for contact in contacts:
            self.env["shopify.res.partner"].create(
                {
                    "backend_id": second.id,
                    "external_id": f"gid://shopify/Customer/{contact.id}",
                    "odoo_id": contact.id,
                }
            )
        with self.assertRaisesRegex(UserError, "customers of the store two"):
            issue.action_merge_contacts()
        self.assertEqual(contacts.exists(), contacts)
        self.assertEqual(issue.state, "open")

    def test_odoos_own_wizard_merges_no_two_customers_of_a_store(self):
        contacts = self.env["res.partner"].union(*self.import_both())
        wizard = self.env["base.partner.merge.automatic.wizard"]
        with self.assertRaisesRegex(UserError, "Merge the customers in Shopify"):
            wizard._merge(contacts.ids, contacts[0])
        self.assertEqual(contacts.exists(), contacts)
        stranger = self.env["res.partner"].create({"name": "Ada B."})
        wizard._merge((contacts[0] | stranger).ids, contacts[0])
        self.assertFalse(stranger.exists())
        self.assertEqual(self.contact(self.kept), contacts[0])

    def test_an_auditor_decides_nothing(self):
        _orders, issue = self.merged_with_orders()
        auditor = self.env["res.users"].create(
            {
                "name": "Auditor",
                "login": "auditor",
                "group_ids": [self.env.ref("connector_shopify.group_auditor").id],
            }
        )
        for button in ("action_merge_contacts", "action_keep_both"):
            with self.assertRaises(AccessError):
                getattr(issue.with_user(auditor), button)()
        self.assertEqual(issue.state, "open")
