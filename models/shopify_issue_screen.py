from odoo import fields, models


class ShopifyIssue(models.Model):
    """What the issue screens show besides."""

    _inherit = "shopify.issue"

    same_cause_count = fields.Integer(compute="_compute_same_cause_count")

    def _compute_same_cause_count(self):
        groups = self._read_group(
            [
                ("state", "=", "open"),
                ("backend_id", "in", self.backend_id.ids),
                ("cause", "in", self.mapped("cause")),
            ],
            ["backend_id", "cause"],
            ["__count"],
        )
        counts = {(backend.id, cause): count for backend, cause, count in groups}
        for issue in self:
            key = (issue.backend_id.id, issue.cause)
            issue.same_cause_count = counts.get(key, 0)
