import shutil
import tempfile
import xmlrpc.client
from pathlib import Path

from .server_case import ServerCase

ADDON = "shopify_flow_sample"
FLOW = "shopify.flow.parcel_import"
PARCEL = {"company": "DHL", "number": "00340434"}


class TestServerAddon(ServerCase):
    """A flow that another module brings, into a shop that is running already."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kill()
        folder = Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, folder)
        shutil.copytree(Path(__file__).parent / "addons" / ADDON, folder / ADDON)
        cls.configure(addons_paths=[folder])
        cls.instance.install(ADDON)
        cls.start()
        cls.odoo("shopify.backend", "action_connect", [cls.backend])

    def test_it_has_settings_and_a_row_in_the_ownership_table(self):
        (policy,) = self.odoo(
            "shopify.policy", "search_read", [("flow", "=", FLOW)], ["mode", "enabled"]
        )
        self.assertEqual(policy["mode"], "realtime")
        self.assertTrue(policy["enabled"])
        fields = ["field_group", "owner"]
        (row,) = self.odoo(
            "shopify.policy.owner", "search_read", [("flow", "=", FLOW)], fields
        )
        self.assertEqual((row["field_group"], row["owner"]), ("parcel", "shopify"))

    def test_the_store_sends_its_topics(self):
        topics = {found["topic"] for found in self.store.all("WebhookSubscription")}
        self.assertLessEqual({"FULFILLMENTS_CREATE", "FULFILLMENTS_UPDATE"}, topics)

    def test_its_permission_is_asked_for(self):
        kept = set(self.store.scopes)
        self.addCleanup(self.store.scopes.update, kept)
        self.store.scopes -= {"read_fulfillments", "write_fulfillments"}
        with self.assertRaisesRegex(xmlrpc.client.Fault, "read_fulfillments"):
            self.odoo("shopify.backend", "action_connect", [self.backend])

    def test_what_the_store_tells_goes_through_the_inbox_to_the_order(self):
        order = self.place_order()
        self.wait_until(lambda: self.count("shopify_sale_order"), "the order is there")
        self.store.fulfil_order(order["id"], tracking=PARCEL)

        self.wait_until(lambda: self.count("shopify_parcel"), "the parcel is there")

        (number,) = self.sql("SELECT parcel_number FROM sale_order")
        self.assertEqual(number, ("DHL 00340434",))
        self.wait_until(lambda: not self.waiting(), "the inbox is empty")
        self.assertEqual(self.open_issues(), [])
