from .sandbox_case import SandboxCase

ORDERS = """query Found($query: String) {
  orders(first: 50, query: $query) { nodes { name } } }"""
PRODUCTS = """query Found($query: String) {
  products(first: 50, query: $query) { nodes { title } } }"""


class TestOrderSearch(SandboxCase):
    def setUp(self):
        super().setUp()
        self.first = self.order(("1", 1), tags=["vip", "gift"], email="ada@example.com")
        self.store.clock.advance(3600)
        self.second = self.order(("1", 1), paid=False, email="bob@example.com")
        self.store.clock.advance(3600)
        self.third = self.order(("1", 1), tags=["vip"], email="ada@example.org")

    def names(self, query):
        return [n["name"] for n in self.data(ORDERS, query=query)["orders"]["nodes"]]

    def test_changed_since(self):
        moment = self.second["updatedAt"]
        self.assertEqual(self.names(f"updated_at:>='{moment}'"), ["#1002", "#1003"])
        self.assertEqual(self.names(f"updated_at:>'{moment}'"), ["#1003"])
        self.assertEqual(self.names(f"updated_at:<{moment}"), ["#1001"])

    def test_a_closed_window(self):
        start, end = self.first["updatedAt"], self.third["updatedAt"]
        query = f"updated_at:>='{start}' AND updated_at:<'{end}'"
        self.assertEqual(self.names(query), ["#1001", "#1002"])

    def test_by_id(self):
        number = self.second["id"].rpartition("/")[2]
        self.assertEqual(self.names(f"id:{number}"), ["#1002"])
        self.assertEqual(self.names(f"id:>{number}"), ["#1003"])

    def test_by_name_with_and_without_prefix(self):
        self.assertEqual(self.names("name:#1002"), ["#1002"])
        self.assertEqual(self.names("name:1002"), ["#1002"])

    def test_words_side_by_side_must_all_match(self):
        self.assertEqual(self.names("tag:vip email:ada@example.org"), ["#1003"])

    def test_or_and_not(self):
        self.assertEqual(self.names("tag:gift OR name:1002"), ["#1001", "#1002"])
        self.assertEqual(self.names("tag:vip NOT tag:gift"), ["#1003"])
        self.assertEqual(self.names("-tag:vip"), ["#1002"])
        self.assertEqual(self.names("tag:vip AND (name:1001 OR name:1002)"), ["#1001"])

    def test_a_tag_is_compared_as_a_whole(self):
        self.store.update_order(self.second["id"], tags=["vip-maybe"])
        self.assertEqual(self.names("tag:vip"), ["#1001", "#1003"])

    def test_statuses_in_any_case(self):
        self.assertEqual(self.names("financial_status:pending"), ["#1002"])
        self.assertEqual(self.names("financial_status:PAID"), ["#1001", "#1003"])

    def test_open_closed_cancelled(self):
        self.store.cancel_order(self.first["id"])
        self.assertEqual(self.names("status:open"), ["#1002", "#1003"])
        self.assertEqual(self.names("status:cancelled"), ["#1001"])
        self.assertEqual(len(self.names("status:any")), 3)

    def test_an_unknown_key_gives_everything_and_a_warning(self):
        body = self.body(ORDERS, query="colour:red")
        self.assertEqual(len(body["data"]["orders"]["nodes"]), 3)
        self.assertEqual(
            body["extensions"]["search"],
            [
                {
                    "path": ["orders"],
                    "query": "colour:red",
                    "warnings": [
                        {
                            "field": "colour",
                            "message": "Invalid search field for this query.",
                            "code": "invalid_field",
                        }
                    ],
                }
            ],
        )

    def test_a_known_key_gives_no_warning(self):
        self.assertNotIn("search", self.body(ORDERS, query="tag:vip")["extensions"])

    def test_counts(self):
        query = """query Many($query: String, $limit: Int) {
          ordersCount(query: $query, limit: $limit) { count precision } }"""
        self.assertEqual(
            self.data(query, query="tag:vip")["ordersCount"],
            {"count": 2, "precision": "EXACT"},
        )
        self.assertEqual(
            self.data(query, limit=2)["ordersCount"],
            {"count": 2, "precision": "AT_LEAST"},
        )


class TestProductSearch(SandboxCase):
    def setUp(self):
        super().setUp()
        self.store.create_product("Blue mug", variants=[{"sku": "MUG-BLUE"}])
        self.store.create_product("Red mug", variants=[{"sku": "MUG-RED"}])
        self.store.create_product("Plate", status="DRAFT", variants=[{"sku": "PLATE"}])

    def titles(self, query):
        nodes = self.data(PRODUCTS, query=query)["products"]["nodes"]
        return [node["title"] for node in nodes]

    def test_by_sku(self):
        self.assertEqual(self.titles("sku:'MUG-RED'"), ["Red mug"])

    def test_a_part_of_the_sku_finds_several(self):
        self.assertEqual(self.titles("sku:mug"), ["Blue mug", "Red mug"])

    def test_a_longer_sku_is_found_as_well(self):
        self.store.create_product("Large red mug", variants=[{"sku": "MUG-RED-XL"}])
        self.assertEqual(self.titles("sku:'MUG-RED'"), ["Red mug", "Large red mug"])

    def test_prefix(self):
        self.assertEqual(self.titles("sku:PL*"), ["Plate"])

    def test_one_of_several_statuses(self):
        self.assertEqual(self.titles("status:draft"), ["Plate"])
        self.assertEqual(len(self.titles("status:active,draft")), 3)

    def test_quoted_words(self):
        self.assertEqual(self.titles('title:"Blue mug"'), ["Blue mug"])

    def test_words_without_a_key(self):
        self.assertEqual(self.titles("plate"), ["Plate"])
