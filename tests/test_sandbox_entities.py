from .sandbox_case import SandboxCase

ENTITIES = """{ businessEntities { id displayName companyName primary archived
  address { countryCode } } }"""
ENTITY = """query read($id: ID) {
  businessEntity(id: $id) { id displayName primary } }"""
ORDER = """query read($id: ID!) {
  order(id: $id) { merchantBusinessEntity { id displayName primary } } }"""


class TestSandboxEntities(SandboxCase):
    """The companies in whose names a shop sells, as an app sees them."""

    def test_a_shop_has_one_primary_entity(self):
        (entity,) = self.data(ENTITIES)["businessEntities"]

        self.assertEqual(entity["displayName"], "Demo")
        self.assertTrue(entity["primary"])
        self.assertEqual(entity["address"], {"countryCode": "DE"})
        node = self.order(("10.00", 1))
        read = self.data(ORDER, id=node["id"])["order"]["merchantBusinessEntity"]
        self.assertEqual(read["id"], entity["id"])

    def test_more_entities_are_never_primary(self):
        made = self.store.create_business_entity("Demo Inc.", country="US")

        first, second = self.data(ENTITIES)["businessEntities"]
        self.assertEqual((first["primary"], second["primary"]), (True, False))
        self.assertEqual(second["id"], made["id"])
        self.assertEqual(second["address"], {"countryCode": "US"})

    def test_one_entity_is_read_by_its_id(self):
        made = self.store.create_business_entity("Demo Inc.")

        self.assertTrue(self.data(ENTITY)["businessEntity"]["primary"])
        read = self.data(ENTITY, id=made["id"])["businessEntity"]
        self.assertEqual(read["displayName"], "Demo Inc.")
        unknown = self.data(ENTITY, id="gid://shopify/BusinessEntity/1")
        self.assertIsNone(unknown["businessEntity"])

    def test_an_order_is_sold_by_the_entity_that_is_named(self):
        made = self.store.create_business_entity("Demo Inc.")
        node = self.order(("10.00", 1), entity=made["id"])

        read = self.data(ORDER, id=node["id"])["order"]["merchantBusinessEntity"]
        self.assertEqual(
            read, {"id": made["id"], "displayName": "Demo Inc.", "primary": False}
        )
