from odoo import fields
from odoo.exceptions import UserError

from ..models.shopify_issue_codes import ISSUE_CODES
from ..shopify import errors
from .common import ShopifyCase

BusinessError = errors.BusinessError


class TestIssue(ShopifyCase):
    """The list of what a person has to decide."""

    def report(self, gid="gid://shopify/Order/1", code="tax_unmapped", **details):
        return self.env["shopify.issue"]._report(
            self.backend,
            "shopify.flow.order_import",
            {gid: [BusinessError(code, "It happened.", **details)]},
        )

    def test_an_issue_says_what_happened_and_what_to_do(self):
        issue = self.report(name="#1001", cause="tax 7")
        self.assertEqual(issue.message, "It happened.")
        self.assertEqual(issue.resource_name, "#1001")
        self.assertEqual(issue.category, "mapping")
        self.assertIn("Choose the Odoo tax", issue.suggestion)

    def test_one_open_issue_per_resource_and_code(self):
        issue = self.report()
        self.assertFalse(self.report())
        self.assertEqual(issue.attempts, 2)
        self.assertEqual(self.issues(), issue)

    def test_an_ignored_issue_stays_ignored_and_a_new_one_opens(self):
        issue = self.report()
        issue._ignore("A test order")
        self.assertEqual(
            (issue.state, issue.ignore_reason), ("ignored", "A test order")
        )
        self.assertTrue(self.report())
        self.assertEqual(issue.attempts, 1)

    def test_ignoring_needs_a_reason(self):
        issue = self.report()
        with self.assertRaisesRegex(UserError, "Say why"):
            issue._ignore("  ")
        self.assertEqual(issue.state, "open")

    def test_retry_puts_the_resource_into_the_inbox(self):
        issue = self.report()
        issue.action_retry()
        event = self.env["shopify.event"].search([])
        self.assertEqual(event.resource_id, "gid://shopify/Order/1")
        self.assertEqual((event.source, event.state), ("button", "waiting"))

    def test_retry_all_of_this_cause(self):
        first = self.report("gid://shopify/Order/1", cause="tax 7")
        self.report("gid://shopify/Order/2", cause="tax 7")
        self.report("gid://shopify/Order/3", cause="tax 8")
        first.action_retry_cause()
        events = self.env["shopify.event"].search([])
        self.assertEqual(
            set(events.mapped("resource_id")),
            {"gid://shopify/Order/1", "gid://shopify/Order/2"},
        )

    def test_an_issue_closes_itself_when_the_resource_goes_through(self):
        issue = self.report()
        other = self.report("gid://shopify/Order/2")
        self.env["shopify.issue"]._close(self.backend, ["gid://shopify/Order/1"])
        self.assertEqual((issue.state, other.state), ("resolved", "open"))
        self.assertTrue(issue.closed_at)

    def test_a_problem_that_is_gone_closes_although_another_is_left(self):
        tax = self.report(code="tax_unmapped")
        self.report(code="variant_unknown")
        self.assertEqual(tax.state, "resolved")
        self.assertEqual(self.issues().code, "variant_unknown")

    def test_a_broken_job_is_told_with_its_traceback(self):
        self.backend._on_job_failed(exc_message="boom", exc_info="Traceback …")
        issue = self.issues(code="job_broken")
        self.assertIn("boom", issue.message)
        self.assertEqual(issue.details, "Traceback …")

    def test_a_broken_job_stays_told_when_the_connection_has_trouble_too(self):
        self.backend._on_job_failed(exc_message="boom", exc_info="Traceback …")
        refused = BusinessError("access_forbidden", "no")
        self.env["shopify.issue"]._report_connection(self.backend, refused)
        self.assertEqual(
            set(self.issues().mapped("code")), {"job_broken", "access_forbidden"}
        )

    def test_old_statistics_are_forgotten(self):
        stats = self.env["shopify.call.stat"]
        old, new = stats.create(
            [
                {
                    "backend_id": self.backend.id,
                    "at": at,
                    "operation": "order",
                    "outcome": "ok",
                }
                for at in ("2020-01-01 00:00:00", fields.Datetime.now())
            ]
        )
        self.assertTrue(stats._gc_old._autovacuum, "the daily clean-up calls it")
        stats._gc_old()
        self.assertFalse(old.exists())
        self.assertTrue(new.exists())

    def test_every_refusal_of_shopify_has_advice(self):
        tables = (errors.HTTP_ERRORS, errors.GRAPHQL_ERRORS)
        codes = {code for table in tables for _kind, code, _advice in table.values()}
        codes |= {"request_refused", "shopify_error", "query_invalid", "user_error"}
        self.assertFalse(codes - ISSUE_CODES.keys())

    def test_advice_is_translated(self):
        self.env["res.lang"]._activate_lang("de_DE")
        issue = self.report()
        german = issue.with_context(lang="de_DE")
        self.assertNotEqual(german.suggestion, issue.suggestion)
