from .test_sandbox_payloads import PayloadCase


class TestCustomerLife(PayloadCase):
    """Customers who are merged, tagged, and who do not want news any more."""

    def setUp(self):
        super().setUp()
        self.ada, self.other = (
            self.store.create_customer(
                firstName=name,
                email=f"{name}@example.com",
                tags=[name],
                addresses=[{"city": name, "countryCode": "DE"}],
            )
            for name in ("ada", "byron")
        )
        self.placed = self.order(customer=self.other["id"])

    def test_merged_customers_are_one(self):
        self.subscribe("customers/merge", "customers/update")
        self.store.merge_customers(self.ada["id"], self.other["id"])
        self.assertNotIn(self.other["id"], self.store.objects)
        self.assertEqual(self.placed["customer"], self.ada["id"])
        self.assertEqual(self.ada["tags"], ["ada", "byron"])
        cities = [address["city"] for address in self.ada["addressesV2"]]
        self.assertEqual(cities, ["ada", "byron"])
        self.assertEqual(
            self.ada["defaultEmailAddress"]["emailAddress"], "ada@example.com"
        )
        [payload] = self.sent("customers/merge")
        self.assertEqual(
            payload,
            {
                "admin_graphql_api_customer_kept_id": self.ada["id"],
                "admin_graphql_api_customer_deleted_id": self.other["id"],
                "admin_graphql_api_job_id": None,
                "status": "completed",
                "errors": [],
            },
        )
        self.assertEqual(len(self.sent("customers/update")), 1)

    def test_a_merge_that_fails_only_tells(self):
        self.subscribe("customers/merge", "customers/update")
        self.store.merge_customers(self.ada["id"], self.other["id"], status="failed")
        self.assertIn(self.other["id"], self.store.objects)
        self.assertEqual(self.placed["customer"], self.other["id"])
        [payload] = self.sent("customers/merge")
        self.assertEqual(payload["status"], "failed")
        self.assertEqual(self.sent("customers/update"), [])

    def test_tags_have_messages_of_their_own(self):
        self.subscribe("customer.tags_added", "customer.tags_removed")
        self.subscribe("customers/update")
        self.store.tag_customer(self.ada["id"], add=["vip", "ada"], remove=["ada"])
        self.assertEqual(self.ada["tags"], ["vip"])
        [added], [removed] = (
            self.sent(f"customer.tags_{verb}") for verb in ("added", "removed")
        )
        self.assertEqual(
            (added["customerId"], added["tags"]), (self.ada["id"], ["vip"])
        )
        self.assertEqual(removed["tags"], ["ada"])
        self.assertEqual(self.sent("customers/update"), [])

    def test_consent_tells_the_number_and_the_state(self):
        self.subscribe("customers_email_marketing_consent/update")
        self.store.set_consent(self.ada["id"], "UNSUBSCRIBED")
        [payload] = self.sent("customers_email_marketing_consent/update")
        self.assertEqual(payload["customer_id"], self.number(self.ada))
        self.assertEqual(payload["email_marketing_consent"]["state"], "unsubscribed")
        self.assertEqual(
            self.ada["defaultEmailAddress"]["marketingState"], "UNSUBSCRIBED"
        )
