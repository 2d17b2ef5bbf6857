from odoo import api, models

from ..shopify.errors import BusinessError
from ..shopify.values import gid, gid_number
from .guard import guarded

INTO = "?merged_into="


class ShopifyFlowCustomerMerge(models.AbstractModel):
    """Two customers of the store were merged: which contact of Odoo is left.

    Only the message tells who the deleted customer became, it cannot be asked for
    later. So the pair is what waits in the inbox: the deleted customer's id with the
    kept one's behind it. Whether they were merged is asked of the store nevertheless:
    the deleted customer must be gone there.

    What was ordered by the deleted customer is the kept one's in Shopify, whose next
    orders get the kept one's contact. Contacts of Odoo are never deleted or merged
    without a person: one that this app made and that is used nowhere is archived, any
    other is an issue with two buttons. Late, repeated and reordered messages find
    that there is nothing left to do.
    """

    _name = "shopify.flow.customer_merge"
    _inherit = "shopify.flow.import"
    _description = "Merged customers"

    _shopify_resource = "Customer"
    _shopify_topics = ("customers/merge",)
    _shopify_scopes = ("read_customers", "read_customer_merge")
    _shopify_sequence = 35
    _shopify_binding = "shopify.res.partner"
    _shopify_query = "customer"

    @api.model
    def _event_resource(self, topic, payload):
        kept = gid_number(payload["admin_graphql_api_customer_kept_id"])
        return f"{payload['admin_graphql_api_customer_deleted_id']}{INTO}{kept}"

    @api.model
    def _scan(self, backend, since):
        """Nothing: the store does not list what it merged."""
        return ()

    @api.model
    def _process(self, batch):
        pairs = {pair: pair_of(pair) for pair in batch.gids}
        customers = {customer for pair in pairs.values() for customer in pair}
        nodes = batch.client.nodes(self._shopify_query, sorted(customers))
        for pair, (deleted, kept) in pairs.items():
            if nodes[deleted]:
                continue  # they were not merged: Shopify failed, or is not done yet
            with guarded(self.env.cr):
                gone = self._settle(batch.backend, deleted, kept, nodes[kept])
                if gone and gone._is_apart():
                    self._settle_contacts(batch, pair, gone)

    @api.model
    def _settle(self, backend, deleted, kept, kept_node):
        """The deleted customer's link ends, and knows the kept one's; returns it."""
        found = self.env[self._shopify_binding]._find(backend, [deleted, kept])
        gone = found.get(deleted)
        if not gone:
            return None
        gone.active = False
        gone.flush_recordset()  # the contact may have one active link only
        self.env["shopify.issue"]._close(backend, [deleted])
        heir = found.get(kept, gone.browse())._last_heir()
        if kept_node and kept not in found:
            heir = self._hand_over(gone, kept)
        gone.merged_into_id = heir
        return gone

    @api.model
    def _hand_over(self, gone, kept):
        """The kept customer is new here: the contact becomes theirs as it is."""
        if gone._rival() or not gone.odoo_id.active:
            return gone.browse()
        heir = gone.create(
            {
                "backend_id": gone.backend_id.id,
                "external_id": kept,
                "odoo_id": gone.odoo_id.id,
                "known_before": gone.known_before,
                "tags": gone.tags,
            }
        )
        for flow in gone.backend_id._listening_flows("customers/update"):
            row = {"flow": flow._name, "topic": "customers/merge", "resource_id": kept}
            self.env["shopify.event"]._store(gone.backend_id, [row], source="webhook")
        return heir

    @api.model
    def _settle_contacts(self, batch, pair, gone):
        """Two contacts for what is one customer now."""
        contact, heir = gone.odoo_id, gone.merged_into_id.odoo_id
        if gone.known_before or self._is_used(gone):
            batch.problem(pair, self._two_contacts(gone))
            return
        contact.message_post(
            body=self.env._(
                "Merged in Shopify into %s. Nothing refers to this contact, so it was "
                "archived.",
                heir.display_name,
            )
        )
        (contact | contact.child_ids).action_archive()

    @api.model
    def _two_contacts(self, gone):
        contact, heir = gone.odoo_id, gone.merged_into_id.odoo_id
        return BusinessError(
            "customer_merged",
            self.env._(
                "%(deleted)s was merged into %(kept)s in Shopify. Here they are two "
                "contacts, and the first has documents or was known to Odoo before.",
                deleted=contact.display_name,
                kept=heir.display_name,
            ),
            name=contact.display_name,
            record=contact,
        )


def pair_of(resource_id):
    """(deleted gid, kept gid) of what waits in the inbox."""
    deleted, kept = resource_id.split(INTO)
    return deleted, gid("Customer", kept)
