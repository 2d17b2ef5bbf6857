from .sandbox_case import SandboxCase


class TestDocuments(SandboxCase):
    """A document Shopify would refuse is refused, in recorded words."""

    def error(self, query, **variables):
        body = self.body(query, **variables)
        self.assertNotIn("data", body)
        return body["errors"][0]

    def test_broken_off(self):
        self.assertEqual(
            self.error("query Q {\n  shop {\n    id\n"),
            {
                "message": "syntax error, unexpected end of file at [3, 5]",
                "locations": [{"line": 3, "column": 5}],
                "extensions": {"code": "PARSE_ERROR"},
            },
        )

    def test_unknown_field(self):
        self.assertEqual(
            self.error("query Q {\n  products(first: 1) {\n    nodes { nope }\n  }\n}"),
            {
                "message": "Field 'nope' doesn't exist on type 'Product'",
                "locations": [{"line": 3, "column": 13}],
                "path": ["query Q", "products", "nodes", "nope"],
                "extensions": {
                    "code": "undefinedField",
                    "typeName": "Product",
                    "fieldName": "nope",
                },
            },
        )

    def test_no_selection(self):
        error = self.error("query Q { shop }")
        self.assertEqual(
            error["message"],
            "Field must have selections (field 'shop' returns Shop but has no "
            "selections. Did you mean 'shop { ... }'?)",
        )
        self.assertEqual(error["extensions"]["code"], "selectionMismatch")

    def test_unknown_argument(self):
        error = self.error("{ orders(first: 1, colour: 2) { nodes { id } } }")
        self.assertEqual(
            error["message"], "Field 'orders' doesn't accept argument 'colour'"
        )
        self.assertEqual(error["extensions"]["code"], "argumentNotAccepted")

    def test_missing_argument(self):
        error = self.error("{ order { id } }")
        self.assertEqual(
            error["message"], "Field 'order' is missing required arguments: id"
        )
        self.assertEqual(error["extensions"]["code"], "missingRequiredArguments")

    def test_unused_variable(self):
        error = self.error("query Q($key: String!) { shop { id } }", key="x")
        self.assertEqual(
            error["message"], "Variable $key is declared by Q but not used"
        )
        self.assertEqual(error["extensions"]["code"], "variableNotUsed")

    def test_null_for_an_argument_that_must_not_be(self):
        error = self.error("query Q {\n  order(id: null) { id }\n}")
        self.assertEqual(
            error,
            {
                "message": "Argument 'id' on Field 'order' has an invalid value "
                "(null). Expected type 'ID!'.",
                "locations": [{"line": 2, "column": 3}],
                "path": ["query Q", "order", "id"],
                "extensions": {
                    "code": "argumentLiteralsIncompatible",
                    "typeName": "Field",
                    "argumentName": "id",
                },
            },
        )

    def test_unknown_directive(self):
        error = self.error("{ shop { id @often } }")
        self.assertEqual(error["message"], "Directive @often is not defined")
        self.assertEqual(error["extensions"]["code"], "undefinedDirective")


class TestVariables(SandboxCase):
    CREATE = """mutation C($topic: WebhookSubscriptionTopic!,
      $sub: WebhookSubscriptionInput!) {
      webhookSubscriptionCreate(topic: $topic, webhookSubscription: $sub) {
        webhookSubscription { id } } }"""

    def error(self, **variables):
        body = self.body(self.CREATE, **variables)
        self.assertNotIn("data", body)
        error = body["errors"][0]
        self.assertEqual(error["extensions"]["code"], "INVALID_VARIABLE")
        return error

    def test_missing(self):
        error = self.error(sub={})
        self.assertEqual(
            error["message"],
            "Variable $topic of type WebhookSubscriptionTopic! was provided "
            "invalid value",
        )
        self.assertEqual(
            error["extensions"]["problems"],
            [{"path": [], "explanation": "Expected value to not be null"}],
        )

    def test_unknown_key(self):
        error = self.error(topic="ORDERS_CREATE", sub={"url": "https://x"})
        explanation = "Field is not defined on WebhookSubscriptionInput"
        self.assertEqual(
            error["message"],
            "Variable $sub of type WebhookSubscriptionInput! was provided invalid "
            f"value for url ({explanation})",
        )
        self.assertEqual(error["extensions"]["value"], {"url": "https://x"})
        self.assertEqual(
            error["extensions"]["problems"],
            [{"path": ["url"], "explanation": explanation}],
        )

    def test_no_such_enum_value(self):
        error = self.error(topic="ORDERS_DREAMT", sub={})
        problem = error["extensions"]["problems"][0]
        self.assertEqual(problem["path"], [])
        self.assertIn('Expected "ORDERS_DREAMT" to be one of: ', problem["explanation"])

    def test_wrong_scalar_inside(self):
        error = self.error(topic="ORDERS_CREATE", sub={"uri": 7})
        self.assertEqual(
            error["extensions"]["problems"],
            [{"path": ["uri"], "explanation": "Could not coerce value 7 to String"}],
        )


class TestRuntime(SandboxCase):
    def test_something_that_is_no_gid(self):
        body = self.body('query { order(id: "1001") { id } }')
        self.assertEqual(body["data"], {"order": None})
        self.assertEqual(body["errors"][0]["extensions"]["code"], "RESOURCE_NOT_FOUND")

    def test_what_the_sandbox_does_not_model_is_said(self):
        body = self.body("{ shop { accountOwner { id } } }")
        self.assertIsNone(body["data"])
        self.assertIn("accountOwner", body["errors"][0]["message"])

    def test_a_body_without_a_query(self):
        answer = self.post("")
        self.assertEqual(answer.status_code, 400)
