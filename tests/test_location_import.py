from odoo.tests import tagged

from .common import ShopifyCase


@tagged("post_install", "-at_install")
class TestLocationImport(ShopifyCase):
    def setUp(self):
        super().setUp()
        for node in self.store.all("Location"):
            del self.store.objects[node["id"]]
        self.warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", self.backend.company_id.id)]
        )
        self.main = self.store.create_location(
            "Shop Street 1", address={"city": "Berlin", "countryCode": "DE"}
        )

    def location(self, node):
        locations = self.env["shopify.location"].with_context(active_test=False)
        return locations.search([("external_id", "=", node["id"])])

    def warehouse_named(self, name, code):
        return self.env["stock.warehouse"].create({"name": name, "code": code})

    def test_the_only_warehouse_is_proposed_for_the_first_location(self):
        other = self.store.create_location("Storage")

        self.scan("location_import")

        self.assertRecordValues(
            self.location(self.main) | self.location(other),
            [
                {
                    "name": "Shop Street 1",
                    "warehouse_id": self.warehouse.id,
                    "is_active": True,
                    "city": "Berlin",
                    "country_code": "DE",
                },
                {
                    "name": "Storage",
                    "warehouse_id": False,
                    "is_active": True,
                    "city": False,
                    "country_code": "US",
                },
            ],
        )

    def test_equal_names_belong_together(self):
        berlin = self.warehouse_named("Berlin ", "BLN")
        node = self.store.create_location("BERLIN")

        self.scan("location_import")

        self.assertEqual(self.location(node).warehouse_id, berlin)
        self.assertFalse(self.location(self.main).warehouse_id)

    def test_two_warehouses_of_the_same_name_are_no_proposal(self):
        self.warehouse_named("Hamburg", "HH1")
        self.warehouse_named("HAMBURG", "HH2")
        node = self.store.create_location("Hamburg")

        self.scan("location_import")

        self.assertFalse(self.location(node).warehouse_id)

    def test_services_and_closed_locations_get_no_proposal(self):
        self.store.update_location(self.main["id"], isActive=False)
        service = self.store.create_location("Ship it", isFulfillmentService=True)
        own = self.store.create_location("Storage")

        self.scan("location_import")

        self.assertFalse(self.location(self.main).warehouse_id)
        self.assertFalse(self.location(service).warehouse_id)
        self.assertTrue(self.location(service).is_fulfillment_service)
        self.assertEqual(self.location(own).warehouse_id, self.warehouse)

    def test_the_choice_of_a_person_stays(self):
        self.scan("location_import")
        mine = self.warehouse_named("Mine", "MINE")
        self.location(self.main).warehouse_id = mine
        self.store.update_location(self.main["id"], name="Mine no more")

        self.take("location_import", self.main["id"])

        self.assertEqual(self.location(self.main).name, "Mine no more")
        self.assertEqual(self.location(self.main).warehouse_id, mine)

    def test_an_emptied_mapping_stays_empty(self):
        self.scan("location_import")
        self.location(self.main).warehouse_id = False
        self.store.update_location(self.main["id"], name="Renamed")

        self.take("location_import", self.main["id"])

        self.assertEqual(self.location(self.main).name, "Renamed")
        self.assertFalse(self.location(self.main).warehouse_id)

    def test_a_later_location_is_not_taken_for_the_first(self):
        later = self.store.create_location("Later")

        self.take("location_import", later["id"])
        self.take("location_import", self.main["id"])

        self.assertFalse(self.location(later).warehouse_id)
        self.assertEqual(self.location(self.main).warehouse_id, self.warehouse)

    def test_a_deleted_location_ends(self):
        self.scan("location_import")
        del self.store.objects[self.main["id"]]

        self.take("location_import", self.main["id"])

        self.assertFalse(self.location(self.main).active)
        self.assertEqual(self.location(self.main).sync_state, "gone")

    def test_all_are_read_in_one_call(self):
        for number in range(5):
            self.store.create_location(f"Shop {number}")
        self.backend.lane_count = 1
        self.store.calls.clear()

        self.scan("location_import")

        operations = [call["operation"] for call in self.store.calls]
        self.assertEqual(operations, ["locations", "locations"])  # scan and read

    def test_a_warehouse_of_another_company_is_refused(self):
        self.scan("location_import")
        company = self.env["res.company"].create({"name": "Other"})
        foreign = self.env["stock.warehouse"].search([("company_id", "=", company.id)])

        with self.assertRaisesRegex(Exception, "Other"):
            self.location(self.main).warehouse_id = foreign
            self.env.flush_all()
