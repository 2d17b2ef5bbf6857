import logging

from odoo import api, models

from ..shopify.errors import BusinessError
from ..shopify.values import content_hash, instant
from .batch import Batch
from .guard import NOT_ONE_RECORDS_FAULT, guarded

_logger = logging.getLogger(__name__)


class ShopifyFlowImport(models.AbstractModel):
    """Store to Odoo: read, compare, prepare, match, write. In batches.

    A concrete flow names its query and its binding and writes `_prepare_values`;
    the other steps are hooks with a sensible default.
    """

    _name = "shopify.flow.import"
    _inherit = "shopify.flow"
    _description = "Shopify Import"

    _shopify_binding = None  # "shopify.sale.order"
    _shopify_query = None  # query file that reads nodes: "order"
    _shopify_scan_query = None  # query file that lists what changed: "orders_delta"
    _shopify_connection = None  # that query's root field: "orders"

    # -- reading -----------------------------------------------------------------

    @api.model
    def _process(self, batch):
        self._fetch(batch)
        self._find_bindings(batch)
        self._drop_unchanged(batch)
        if batch.nodes:
            self._import_or_isolate(batch)

    @api.model
    def _import_now(self, backend, gids):
        """Import what another flow depends on, inside its transaction.

        Problems become issues of the resources themselves; the caller looks
        afterwards what is there.
        """
        batch = Batch(backend, gids)
        self._process(batch)
        self.env["shopify.issue"]._report(backend, self._name, batch.problems)
        return batch

    @api.model
    def _fetch(self, batch):
        """One read for the whole batch. What Shopify no longer has is `gone`."""
        nodes = batch.client.nodes(
            self._shopify_query, batch.gids, **self._query_variables(batch.backend)
        )
        batch.unavailable = nodes.unavailable
        batch.nodes = {gid: node for gid, node in nodes.items() if node}
        gone = [gid for gid in batch.gids if gid not in batch.nodes]
        if gone:
            self._process_gone(batch, gone)

    @api.model
    def _process_gone(self, batch, gids):
        """The records no longer exist in the store: their bindings end."""
        bindings = self.env[self._shopify_binding]._find(batch.backend, gids)
        for binding in bindings.values():
            binding.active = False

    @api.model
    def _find_bindings(self, batch):
        batch.bindings = self.env[self._shopify_binding]._find(
            batch.backend, list(batch.nodes)
        )

    @api.model
    def _drop_unchanged(self, batch):
        """Keep only what differs from what was last taken over; all, if the settings
        changed meanwhile.

        The time alone does not tell: two changes can fall into one second, and
        products change their time on every sale.
        """
        if batch.again:
            return
        for gid, binding in batch.bindings.items():
            if binding.content_hash == content_hash(batch.nodes[gid]):
                del batch.nodes[gid]

    @api.model
    def _scan(self, backend, since):
        """Pages of (gid, time of change) of what changed since a naive UTC time."""
        query = f"updated_at:>='{since.isoformat()}Z'" if since else ""
        pages = backend._client().pages(
            self._shopify_scan_query, self._shopify_connection, query=query
        )
        for page in pages:
            yield [(node["id"], instant(node["updatedAt"])) for node in page]

    @api.model
    def _filter_changed(self, backend, page):
        """Ids of a scanned page that are new or newer than what we have."""
        found = self.env[self._shopify_binding]._find(
            backend, [gid for gid, _at in page]
        )
        return [
            gid
            for gid, updated_at in page
            if gid not in found
            or not updated_at
            or not found[gid].remote_updated_at
            or found[gid].remote_updated_at < updated_at
        ]

    # -- writing -----------------------------------------------------------------

    @api.model
    def _import_or_isolate(self, batch):
        """All at once; when that fails, one by one: a bad record holds no other."""
        bindings = dict(batch.bindings)
        try:
            with guarded(self.env.cr):
                self._import(batch)
        except NOT_ONE_RECORDS_FAULT:
            raise
        except Exception:
            if len(batch.nodes) > 1:
                _logger.info("%s: batch failed, one by one now", self._name)
            # Those that the failed attempt made are gone with its savepoint.
            batch.bindings = bindings
            batch.problems = {
                gid: errors
                for gid, errors in batch.problems.items()
                if gid not in batch.nodes
            }
            for gid in list(batch.nodes):
                batch.problems.update(self._import_alone(batch.part([gid])))

    @api.model
    def _import_alone(self, part):
        """Import one resource; returns its problems."""
        part.alone = True
        try:
            with guarded(self.env.cr):
                self._import(part)
        except NOT_ONE_RECORDS_FAULT:
            raise
        except BusinessError as error:
            part.problem(part.gids[0], error)
        except Exception as error:
            _logger.exception("%s: %s", self._name, part.gids[0])
            part.problem(part.gids[0], self.env["shopify.issue"]._unexpected(error))
        return part.problems

    @api.model
    def _import(self, batch):
        """Prepare, match and write the batch's nodes."""
        self._prefetch(batch)
        values = self._prepare_all(batch)
        new = {gid: vals for gid, vals in values.items() if gid not in batch.bindings}
        self._adopt(batch, new)
        created = self._create_new(batch, new)
        for gid, vals in values.items():
            if gid not in created:
                self._update(batch, gid, vals)
        self._after_import(batch, created)
        self._remember(batch, values)

    @api.model
    def _prepare_all(self, batch):
        """{gid: values}; what cannot be prepared is a problem of its own."""
        values = {}
        for gid, node in batch.nodes.items():
            try:
                values[gid] = self._prepare_values(batch, node)
            except BusinessError as error:
                batch.problem(gid, error)
        return values

    @api.model
    def _adopt(self, batch, new):
        """Bind Odoo records that already stand for new resources (never guess)."""
        matched = self._match(batch, new)
        self._bind(batch, matched)

    @api.model
    def _query_variables(self, backend):
        """Variables of the query beside the ids (optional parts by permission)."""
        return {}

    # -- hooks -------------------------------------------------------------------

    @api.model
    def _prefetch(self, batch):
        """Look up once, for the whole batch, what `_prepare_values` needs."""

    @api.model
    def _prepare_values(self, batch, node):
        """Odoo values for one node. Never writes, never calls HTTP.

        Raises BusinessError for what a person has to decide.
        """
        raise NotImplementedError

    @api.model
    def _match(self, batch, new):
        """{gid: existing Odoo record} for new resources that are known already.

        :param new: {gid: values} of resources without a binding
        """
        return {}

    @api.model
    def _field_groups(self):
        """{field name: field group} of what the ownership table can govern."""
        return {}

    @api.model
    def _after_import(self, batch, created):
        """What follows once all records are written (confirming orders …)."""
