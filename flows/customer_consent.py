from odoo import api, models

from ..models.shopify_res_partner import MARKETING
from ..shopify.values import gid
from .customer_values import email_of

KNOWN = dict(MARKETING)
ANSWERS = ("subscribed", "unsubscribed")


class ShopifyFlowCustomerImport(models.AbstractModel):
    """Whether customers want news: kept on the link, and followed if a store may.

    Odoo has no place for consent without its marketing apps, but one list of the
    addresses that get no mass mail, for all of them: the blacklist. With the fields
    "E-mail marketing" being Shopify's, who unsubscribes in the store is put on it.
    Subscribing there again takes off only what the same link had put on.
    """

    _inherit = "shopify.flow.customer_import"

    @api.model
    def _event_resource(self, topic, payload):
        """Messages about tags have a GID of another name, those of consent a number."""
        if "customerId" in payload:
            return payload["customerId"]
        if "customer_id" in payload:
            return gid("Customer", payload["customer_id"])
        return super()._event_resource(topic, payload)

    @api.model
    def _after_import(self, batch, created):
        super()._after_import(batch, created)
        for customer, node in batch.nodes.items():
            if customer in batch.bindings:
                binding = batch.bindings[customer]
                binding.email_marketing = marketing_state(node)
                contact = None if customer in created else binding.odoo_id
                self._follow_consent(batch, binding, contact)

    @api.model
    def _follow_consent(self, batch, binding, contact):
        """Put an address on the blacklist, or take it off, if the store may say so."""
        answer = binding.email_marketing
        if answer in ANSWERS and self._may_take(batch, "consent", contact):
            email = email_of(batch.nodes[binding.external_id])
            binding._blacklist(email, refuses=answer == "unsubscribed")


def marketing_state(node):
    """What a customer answered, as the link keeps it; answers that are new to us
    are left out."""
    address = node["defaultEmailAddress"]
    state = address and (address["marketingState"] or "").lower()
    return state if state in KNOWN else False
