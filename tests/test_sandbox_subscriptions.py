from .sandbox_case import SandboxCase

CREATE = """
mutation Create($topic: WebhookSubscriptionTopic!, $sub: WebhookSubscriptionInput!) {
  webhookSubscriptionCreate(topic: $topic, webhookSubscription: $sub) {
    webhookSubscription {
      id topic uri format filter name includeFields metafieldNamespaces
      apiVersion { handle }
    }
    userErrors { field message }
  }
}
"""
UPDATE = """
mutation Update($id: ID!, $sub: WebhookSubscriptionInput!) {
  webhookSubscriptionUpdate(id: $id, webhookSubscription: $sub) {
    webhookSubscription { uri includeFields }
    userErrors { field message }
  }
}
"""
DELETE = """
mutation Delete($id: ID!) {
  webhookSubscriptionDelete(id: $id) {
    deletedWebhookSubscriptionId
    userErrors { field message }
  }
}
"""
LIST = """
query List($topics: [WebhookSubscriptionTopic!]) {
  webhookSubscriptions(first: 10, topics: $topics) { nodes { topic } }
}
"""
URI = "https://odoo.example.com/shopify/webhook"
ADDRESS = ["webhookSubscription", "callbackUrl"]


class TestSubscriptions(SandboxCase):
    def subscribe(self, topic="ORDERS_CREATE", **sub):
        answer = self.data(CREATE, topic=topic, sub={"uri": URI, **sub})
        return answer["webhookSubscriptionCreate"]

    def assert_refused(self, answer, field, message):
        self.assertIsNone(answer["webhookSubscription"])
        self.assertEqual(answer["userErrors"], [{"field": field, "message": message}])

    def test_created(self):
        fields = ["id", "updated_at"]
        answer = self.subscribe(name="odoo-orders", includeFields=fields)
        self.assertEqual(answer["userErrors"], [])
        subscription = answer["webhookSubscription"]
        self.assertEqual(list(self.store.objects)[-1], subscription.pop("id"))
        self.assertEqual(
            subscription,
            {
                "topic": "ORDERS_CREATE",
                "uri": URI,
                "format": "JSON",
                "filter": None,
                "name": "odoo-orders",
                "includeFields": fields,
                "metafieldNamespaces": [],
                "apiVersion": {"handle": "2026-10"},
            },
        )

    def test_the_same_again_is_refused(self):
        self.subscribe()
        message = "Address for this topic has already been taken"
        self.assert_refused(self.subscribe(), ADDRESS, message)
        self.assertEqual(len(self.store.all("WebhookSubscription")), 1)

    def test_another_topic_or_filter_is_not_the_same(self):
        self.subscribe()
        self.assertEqual(self.subscribe(topic="ORDERS_UPDATED")["userErrors"], [])
        self.assertEqual(self.subscribe(filter="id:>0")["userErrors"], [])

    def test_https_only(self):
        message = "Address protocol http:// is not supported"
        self.assert_refused(self.subscribe(uri="http://example.com"), ADDRESS, message)

    def test_this_machine_may_do_without(self):
        answer = self.subscribe(uri="http://127.0.0.1:8069/shopify/webhook")
        self.assertEqual(answer["userErrors"], [])

    def test_no_address(self):
        self.assert_refused(self.subscribe(uri=""), ADDRESS, "Address can't be blank")

    def test_the_shop_itself_is_refused(self):
        answer = self.subscribe(uri=f"https://{self.store.domain}/hook")
        self.assertEqual(answer["userErrors"][0]["field"], ADDRESS)

    def test_a_name_is_unique(self):
        self.subscribe(name="odoo")
        self.assert_refused(
            self.subscribe(topic="ORDERS_PAID", name="odoo"),
            ["webhookSubscription", "name"],
            "Name already exists, no duplicate allowed",
        )

    def test_a_filter_needs_a_field(self):
        self.assert_refused(
            self.subscribe(filter="totally bogus"),
            ["webhookSubscription"],
            "The specified filter is invalid, please ensure you specify the field(s) "
            "you wish to filter on.",
        )

    def test_changed(self):
        gid = self.subscribe()["webhookSubscription"]["id"]
        sub = {"uri": URI + "/2", "includeFields": ["id"]}
        answer = self.data(UPDATE, id=gid, sub=sub)["webhookSubscriptionUpdate"]
        self.assertEqual(answer["webhookSubscription"], sub)

    def test_deleted(self):
        gid = self.subscribe()["webhookSubscription"]["id"]
        answer = self.data(DELETE, id=gid)["webhookSubscriptionDelete"]
        self.assertEqual(answer["deletedWebhookSubscriptionId"], gid)
        self.assertEqual(self.store.all("WebhookSubscription"), [])

    def test_a_missing_one_cannot_be_deleted(self):
        gid = "gid://shopify/WebhookSubscription/1"
        self.assertEqual(
            self.data(DELETE, id=gid)["webhookSubscriptionDelete"],
            {
                "deletedWebhookSubscriptionId": None,
                "userErrors": [
                    {"field": ["id"], "message": "Webhook subscription does not exist"}
                ],
            },
        )

    def test_listed_by_topic(self):
        self.subscribe()
        self.subscribe(topic="ORDERS_UPDATED")
        nodes = self.data(LIST, topics=["ORDERS_UPDATED"])["webhookSubscriptions"]
        self.assertEqual(nodes, {"nodes": [{"topic": "ORDERS_UPDATED"}]})

    def test_gone_with_the_app(self):
        self.subscribe()
        self.store.uninstall()
        self.assertEqual(self.store.all("WebhookSubscription"), [])
