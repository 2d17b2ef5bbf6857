from odoo import api, models
from odoo.tools import SQL

from .order_address import main_place
from .partner_guard import ADDRESS_FIELDS

# What refers to a contact and is no use of it: itself, its tags, our own links.
OWN_TABLES = (
    "res_partner",
    "res_partner_res_partner_category_rel",
    "shopify_res_partner",
)


class ShopifyFlowCustomerMerge(models.AbstractModel):
    """The two contacts of customers who were merged: their use, and merging them."""

    _inherit = "shopify.flow.customer_merge"

    @api.model
    def _is_used(self, gone):
        """Whether anything in Odoo refers to the contact of a deleted customer.

        Any foreign key counts, of whatever module: orders, invoices, users, leads.
        """
        family = gone.odoo_id | gone.odoo_id.with_context(active_test=False).child_ids
        if any(not child.shopify_address_hash for child in family - gone.odoo_id):
            return True  # somebody added an address or a person
        if family._shopify_links() - gone:
            return True
        self.env.flush_all()
        keys = self.env["base.partner.merge.automatic.wizard"]._get_fk_on("res_partner")
        uses = [
            SQL(
                "EXISTS (SELECT FROM %s WHERE %s IN %s)",
                SQL.identifier(table),
                SQL.identifier(column),
                tuple(family.ids),
            )
            for table, column in keys
            if table not in OWN_TABLES
        ]
        [[used]] = self.env.execute_query(SQL("SELECT %s", SQL(" OR ").join(uses)))
        return used

    @api.model
    def _merge_contacts(self, gone):
        """A person decided: one contact is left, by Odoo's own merge.

        It is the kept customer's, or the one that Odoo knew before. Orders of the
        other stay where they were sent.
        """
        heir = gone.merged_into_id
        source, target = gone.odoo_id, heir.odoo_id
        known_before = gone.known_before or heir.known_before
        if gone.known_before and not heir.known_before:
            source, target = target, source
        self._prepare_source(source, target)
        self.env["base.partner.merge.automatic.wizard"]._merge(
            (source | target).ids, target, extra_checks=False
        )
        heir.known_before = known_before

    @api.model
    def _prepare_source(self, source, target):
        """Odoo fills the gaps of the contact that stays with the other's fields. An
        address is one thing, though, and a contact of all companies stays one."""
        if source.parent_id or source.is_company:
            return
        self.env["shopify.order.partners"]._keep_address(source)
        if any(main_place(target).values()):
            source.write(dict.fromkeys(ADDRESS_FIELDS, False))
        if not target.company_id:
            source.company_id = False
