"""Tax numbers of customers, and those that were given with an order."""

import re

from odoo import api, models

from .address import clean
from .batch import Batch

# Beside the number some countries ask for its kind (`TAX_CREDENTIAL_TYPE_CO`).
NUMBER = re.compile(r"TAX_CREDENTIAL_[A-Z]{2}")


class ShopifyFlowCustomerImport(models.AbstractModel):
    """The number that a customer has in the store. Orders do not tell it."""

    _inherit = "shopify.flow.customer_import"

    @api.model
    def _after_import(self, batch, created):
        super()._after_import(batch, created)
        for gid, node in batch.nodes.items():
            if gid in batch.bindings and "taxSettings" in node:
                binding, settings = batch.bindings[gid], node["taxSettings"]
                number = clean(settings and settings["taxId"])
                may_take = self._may_take_number(batch)
                binding._offer_tax_number(number, binding.odoo_id, may_take)

    @api.model
    def _may_take_number(self, batch):
        """function(present number): whether the ownership table lets another in."""
        return lambda present: self._may_take(batch, "tax_number", present)


class ShopifyFlowOrderImport(models.AbstractModel):
    """The number that was given at the checkout: of whoever is billed."""

    _inherit = "shopify.flow.order_import"

    @api.model
    def _describe(self, batch):
        super()._describe(batch)
        customers = self.env["shopify.flow.customer_import"]
        may_take = customers._may_take_number(Batch(batch.backend, ()))
        for gid, binding in batch.bindings.items():
            if gid in batch.nodes:
                number = tax_number(batch.nodes[gid])
                contact = binding.odoo_id.partner_invoice_id
                binding._offer_tax_number(number, contact, may_take)


def tax_number(node):
    """The tax number on an order; False without."""
    fields = node["localizedFields"]["nodes"]
    found = (f["value"] for f in fields if NUMBER.fullmatch(f["key"]))
    return clean(next(found, None))
