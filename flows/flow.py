from odoo import api, models

from ..shopify.values import gid


class ShopifyFlow(models.AbstractModel):
    """One business object in one direction: verbs without fields.

    The models that inherit from this one *are* the registry: subscriptions,
    crons, settings rows and permissions are derived from what they declare. A
    module adds a flow by inheriting; nothing in this module lists them.
    """

    _name = "shopify.flow"
    _description = "Shopify Flow"

    # What a flow declares. Concrete flows name a resource.
    _shopify_resource = None  # type in a GID: "Order"
    _shopify_topics = ()  # webhook topics that wake it: "orders/create"
    _shopify_scopes = ()  # permissions it needs: "read_orders"
    _shopify_system = False  # always on, without settings
    _shopify_direction = "in"
    _shopify_marks = None  # outgoing: the model whose changes concern it
    _shopify_sequence = 100  # order of first imports and of the settings rows
    _shopify_mode = "realtime"
    _shopify_batch_size = 25
    # {group: owner at first}; labels come from `_field_group_labels`
    _field_group_owners = {}

    @api.model
    def _flows(self):
        """All concrete flows, in the order in which they should first run."""
        names = self.env.registry.descendants(["shopify.flow"], "_inherit")
        flows = [self.env[name] for name in names]
        return sorted(
            (flow for flow in flows if flow._shopify_resource),
            key=lambda flow: (flow._shopify_sequence, flow._name),
        )

    @api.model
    def _label(self):
        """What people call this flow, in the reader's language."""
        return self.env["ir.model"]._get(self._name).name

    @api.model
    def _field_group_labels(self):
        """{field group: what people call it}, for the ownership table."""
        return {}

    @api.model
    def _prepare_policy(self, backend):
        """The settings row that a new store gets for this flow."""
        return {
            "backend_id": backend.id,
            "flow": self._name,
            "sequence": self._shopify_sequence,
            "mode": self._shopify_mode,
            "batch_size": self._shopify_batch_size,
        }

    @api.model
    def _policy(self, backend):
        return self.env["shopify.policy"]._get(backend, self._name)

    @api.model
    def _batch_size(self, backend):
        policy = self._policy(backend)
        return policy.batch_size if policy else self._shopify_batch_size

    @api.model
    def _scan_start(self, policy):
        """From when on a first scan asks for changes; False: from the beginning."""
        return False

    @api.model
    def _event_resource(self, topic, payload):
        """The id of the resource that a webhook's payload is about.

        Deletions carry only the number.
        """
        if payload.get("admin_graphql_api_id"):
            return payload["admin_graphql_api_id"]
        return gid(self._shopify_resource, payload["id"])

    @api.model
    def _retry(self, backend, resource_ids):
        """Somebody asks to work on these resources once more, now."""
        self.env["shopify.event"]._store(
            backend,
            [
                {"flow": self._name, "topic": "retry", "resource_id": resource_id}
                for resource_id in sorted(resource_ids)
            ],
            source="button",
        )

    @api.model
    def _process(self, batch):
        """Bring the batch's resources over. Problems go to `batch.problem`.

        Raises TransientError when the whole batch has to be tried again later.
        """
        raise NotImplementedError
