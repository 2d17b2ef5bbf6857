from odoo import models

from ..flows.customer_merge import pair_of


class ShopifyIssue(models.Model):
    """Customers merged in the store, two contacts here: a person decides."""

    _inherit = "shopify.issue"

    def action_fix(self):
        """Both contacts, to compare them before one of the buttons is pressed."""
        gone = self.code == "customer_merged" and self._merged_customer()
        if not gone:
            return super().action_fix()
        contacts = gone.odoo_id | gone.merged_into_id.odoo_id
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Contacts of merged customers"),
            "res_model": "res.partner",
            "views": [(False, "list"), (False, "form")],
            "domain": [("id", "in", contacts.ids)],
        }

    def action_merge_contacts(self):
        """One contact is left, with the documents of both.

        Who presses the button must be allowed to change both contacts.
        """
        self.check_access("write")
        for issue in self:
            gone = issue._merged_customer()
            if gone and gone._is_apart():  # nobody was faster
                contacts = gone.odoo_id | gone.merged_into_id.odoo_id
                contacts.with_env(self.env).check_access("write")
                gone.env[issue.flow]._merge_contacts(gone)
        self._settled()

    def action_keep_both(self):
        """Two contacts are right: documents stay, new orders get the kept one's."""
        self.check_access("write")
        for issue in self:
            gone = issue._merged_customer()
            if gone:
                gone.kept_apart = True
        self._settled()

    def _merged_customer(self):
        """The link of the customer that is gone, as flows see it; None without."""
        backend = self.backend_id.sudo()._for_flow()
        deleted, _kept = pair_of(self.resource_id)
        return backend.env["shopify.res.partner"]._find(backend, [deleted]).get(deleted)

    def _settled(self):
        self.sudo()._resolve()
        self.action_retry()  # the inbox learns that nothing is left to do
