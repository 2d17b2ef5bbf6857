import unittest

from ..shopify import limits
from ..shopify.client import ShopifyClient
from ..shopify.errors import (
    AuthError,
    BusinessError,
    OutcomeUnknown,
    Throttled,
    TransientError,
    raise_user_errors,
)
from .scripted_shop import ScriptedShop, Tokens

DOMAIN = "demo.myshopify.com"
SHOP = {"data": {"shop": {"name": "Demo"}}}


def refusal(code, message="No.", **extensions):
    return {
        "errors": [{"message": message, "extensions": {"code": code, **extensions}}]
    }


class ErrorCase(unittest.TestCase):
    def setUp(self):
        super().setUp()
        self.addCleanup(limits.forget)

    def client(self, *answers):
        self.shop = ScriptedShop(*answers)
        self.addCleanup(self.shop.stop)
        self.calls = []
        return ShopifyClient(
            DOMAIN, "2026-10", Tokens(), self.shop.url, on_call=self.calls.append
        )

    def refused(self, kind, *answers, name="shop", **variables):
        """Run a query against the answers; returns the exception it must raise."""
        client = self.client(*answers)
        with self.assertRaises(kind) as caught:
            client.execute(name, **variables)
        self.assertIs(type(caught.exception), kind)
        self.assertEqual(len(self.shop.requests), len(answers), "nothing is repeated")
        return caught.exception

    def delete(self, kind, *answers):
        return self.refused(
            kind, *answers, name="webhook_subscription_delete", id="gid://shopify/X/1"
        )


class TestStatus(ErrorCase):
    def test_status_that_a_person_has_to_act_on(self):
        for status, kind, code in (
            (400, BusinessError, "request_refused"),
            (401, AuthError, "token_rejected"),
            (402, BusinessError, "shop_frozen"),
            (403, AuthError, "access_forbidden"),
            (404, AuthError, "shop_missing"),
            (423, BusinessError, "shop_locked"),
        ):
            with self.subTest(status):
                error = self.refused(kind, (status, "<html>"))
                self.assertEqual(error.code, code)
                self.assertEqual(error.details, {"status": status})
                self.assertIn(
                    f"{DOMAIN}: Shopify answered with HTTP status", str(error)
                )
                self.assertEqual([call.outcome for call in self.calls], [code])

    def test_redirect_is_not_followed(self):
        elsewhere = ScriptedShop(SHOP)
        self.addCleanup(elsewhere.stop)

        error = self.refused(BusinessError, (307, "", {"Location": elsewhere.url}))

        self.assertEqual(error.code, "shop_moved")
        self.assertEqual(elsewhere.requests, [])

    def test_rate_limit_waits_as_long_as_shopify_says(self):
        error = self.refused(Throttled, (429, "", {"Retry-After": "3.5"}))
        self.assertEqual(error.retry_after, 3.5)

    def test_rate_limit_without_a_hint_has_a_default(self):
        self.assertEqual(self.refused(Throttled, (429, "")).retry_after, 2.0)
        self.assertEqual(self.refused(TransientError, (430, "")).retry_after, 60.0)

    def test_server_error_of_a_query_is_transient(self):
        for status in (500, 502, 503, 504):
            with self.subTest(status):
                error = self.refused(TransientError, (status, "<html>"))
                self.assertIsNone(error.retry_after)

    def test_server_error_may_say_when_it_is_over(self):
        error = self.refused(TransientError, (503, "", {"Retry-After": "10"}))
        self.assertEqual(error.retry_after, 10.0)

    def test_server_error_of_a_mutation_leaves_its_outcome_unknown(self):
        self.delete(OutcomeUnknown, (500, "<html>"))
        self.assertEqual([call.outcome for call in self.calls], ["outcome_unknown"])

    def test_rate_limited_mutation_has_not_happened(self):
        self.delete(Throttled, (429, ""))


class TestConnection(ErrorCase):
    def test_dropped_query_is_transient(self):
        self.refused(TransientError, None)
        self.assertEqual([call.outcome for call in self.calls], ["transient"])

    def test_dropped_mutation_leaves_its_outcome_unknown(self):
        self.delete(OutcomeUnknown, None)

    def test_mutation_that_found_nobody_has_not_happened(self):
        client = self.client()
        self.shop.stop()

        with self.assertRaises(TransientError) as caught:
            client.execute("webhook_subscription_delete", id="gid://shopify/X/1")

        self.assertIs(type(caught.exception), TransientError)

    def test_answer_that_cannot_be_read_is_transient(self):
        for body in ("<html>Maintenance</html>", "[]", "{}", '{"data": null}'):
            with self.subTest(body):
                self.refused(TransientError, body)
        self.delete(OutcomeUnknown, '{"data": {"webhook')


class TestGraphql(ErrorCase):
    def test_document_error_is_never_retried(self):
        for code in ("undefinedField", "selectionMismatch", "PARSE_ERROR"):
            with self.subTest(code):
                error = self.refused(BusinessError, refusal(code))
                self.assertEqual(error.code, "query_invalid")

    def test_error_that_a_person_has_to_act_on(self):
        for theirs, ours in (
            ("INVALID_VARIABLE", "input_invalid"),
            ("INVALID_FIELD_ARGUMENTS", "input_invalid"),
            ("BAD_REQUEST", "input_invalid"),
            ("MAX_INPUT_SIZE_EXCEEDED", "input_too_long"),
            ("MAX_COST_EXCEEDED", "cost_exceeded"),
            ("RESOURCE_NOT_FOUND", "record_missing"),
            ("NOT_FOUND", "record_missing"),
            ("SOMETHING_NEW", "shopify_error"),
        ):
            with self.subTest(theirs):
                error = self.refused(BusinessError, refusal(theirs, "Because."))
                self.assertEqual(error.code, ours)
                self.assertIn(f"{DOMAIN}: shop failed: Because.", str(error))
                self.assertEqual(error.details["extensions"]["code"], theirs)

    def test_error_without_a_code_is_not_swallowed(self):
        error = self.refused(BusinessError, {"errors": [{"message": "Odd."}], **SHOP})
        self.assertEqual(str(error), f"{DOMAIN}: shop failed: Odd.")

    def test_errors_as_plain_text_are_not_swallowed(self):
        self.refused(BusinessError, {"errors": "Odd."})

    def test_error_beside_data_raises(self):
        self.refused(BusinessError, {**SHOP, **refusal("NOT_FOUND")})

    def test_shopify_s_own_trouble_is_transient(self):
        self.refused(TransientError, refusal("INTERNAL_SERVER_ERROR"))
        self.delete(OutcomeUnknown, refusal("INTERNAL_SERVER_ERROR"))

    def test_throttled_without_a_cost_has_a_default_wait(self):
        self.assertEqual(self.refused(Throttled, refusal("THROTTLED")).retry_after, 1.0)

    def test_throttled_mutation_has_not_happened(self):
        self.delete(Throttled, refusal("THROTTLED"))

    def test_user_errors_are_left_to_the_caller(self):
        payload = {
            "deletedWebhookSubscriptionId": None,
            "userErrors": [
                {"field": ["id"], "message": "does not exist"},
                {"field": None, "message": "Try again."},
            ],
        }
        client = self.client({"data": {"webhookSubscriptionDelete": payload}})

        data = client.execute("webhook_subscription_delete", id="gid://shopify/X/1")

        with self.assertRaises(BusinessError) as caught:
            raise_user_errors(data["webhookSubscriptionDelete"])
        self.assertEqual(caught.exception.code, "user_error")
        self.assertEqual(str(caught.exception), "id: does not exist\nTry again.")

    def test_payload_without_user_errors_passes(self):
        payload = {"id": "gid://shopify/X/1", "userErrors": []}
        self.assertIs(raise_user_errors(payload), payload)
