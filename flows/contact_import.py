from odoo import api, models

from .address import PLACE_FIELDS
from .compare import changed_values
from .partner_guard import only_empty


class ShopifyFlowContactImport(models.AbstractModel):
    """What customers and companies have in common: a contact stands for them.

    A contact that Odoo had before the link (`known_before`) stays Odoo's: only its
    empty fields are filled, then and later; what else differs is told on the link.
    Where an address changes, the orders keep the one they had.
    """

    _name = "shopify.flow.contact_import"
    _inherit = "shopify.flow.import"
    _description = "Shopify Import: Contacts"

    @api.model
    def _apply_ownership(self, batch, vals, record, binding=None):
        """A contact needs a name, even where names are not taken over."""
        taken = super()._apply_ownership(batch, vals, record, binding)
        return taken if record else {"name": vals["name"], **taken}

    @api.model
    def _update(self, batch, gid, vals):
        binding = batch.bindings[gid]
        contact = binding.odoo_id
        wanted = self._fitting(contact, vals)
        taken = self._let_in(binding, wanted)
        if self._moves(batch, contact, taken):
            self.env["shopify.order.partners"]._keep_address(contact)
        super()._update(batch, gid, taken)
        if binding.known_before:
            binding.conflict = self._differing(contact, wanted)

    @api.model
    def _fitting(self, contact, vals):
        """The part of the values that this contact can take, whoever owns them."""
        return vals

    @api.model
    def _let_in(self, link, vals):
        """The part of the values that is written on a link's contact."""
        return only_empty(link.odoo_id, vals) if link.known_before else vals

    @api.model
    def _moves(self, batch, contact, vals):
        """Whether writing these values gives the contact another main address."""
        taken = self._apply_ownership(batch, vals, contact)
        return any(name in PLACE_FIELDS for name in changed_values(contact, taken))

    @api.model
    def _differing(self, contact, vals):
        """Names of the field groups in which a contact and Shopify differ."""
        differing = changed_values(contact, vals)
        differing.pop("category_id", None)  # tags are only added or taken away
        return self._conflict_text({self._field_groups()[name] for name in differing})
