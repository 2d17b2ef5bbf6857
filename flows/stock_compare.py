from datetime import timedelta
from functools import partial
from itertools import islice

from odoo import api, fields, models
from odoo.service.model import retrying
from odoo.tools import split_every

from ..shopify import bulk
from ..shopify.errors import BusinessError
from .stock_compare_levels import Seen

CHUNK = 2000  # levels of one transaction; memory holds no more
LINES = 40_000  # of one job: a job may not take as long as a big file does
FIRST_LOOK = timedelta(minutes=1)  # Shopify's message mostly comes before
NOTHING_UNDER_WAY = {
    "compare_operation": False,
    "compare_url": False,
    "compare_position": 0,
    "compare_unknown": 0,
}


class ShopifyFlowStockCompare(models.AbstractModel):
    """The safety net of stock: every level of the store compared with Odoo's figure.

    Shopify writes all levels into a file (a bulk operation); nobody waits for it.
    Each run of the schedule takes one step: start it, look whether it is done, read
    it. Shopify's message that it is done makes the last step come sooner.
    """

    _name = "shopify.flow.stock_compare"
    _inherit = "shopify.flow"
    _description = "Stock comparison"

    _shopify_resource = "BulkOperation"
    _shopify_topics = ("bulk_operations/finish",)
    _shopify_scopes = ("read_inventory", "read_locations")
    _shopify_sequence = 52

    @api.model
    def _prepare_policy(self, backend):
        """Once a day, when a person has mapped the locations and switches it on."""
        values = super()._prepare_policy(backend)
        return {**values, "enabled": False, "interval_minutes": 24 * 60}

    @api.model
    def _process(self, batch):
        """Shopify says that an operation is done; other flows may have some, too."""
        if self._policy(batch.backend).compare_operation in batch.gids:
            self._advance(batch.backend, batch.client)

    @api.model
    def _scan(self, backend, since):
        self._advance(backend, backend._client())
        return ()

    @api.model
    def _advance(self, backend, client):
        """The next step of the comparison."""
        self.env["shopify.event"]._lock_lane(backend, self._name, "compare")
        policy = self._policy(backend)
        if not policy.compare_operation:
            self._start(policy, client)
            return
        try:
            operation = self._operation(policy, client)
            if operation.running:
                policy.next_scan_at = self._next_look(policy)
                return
            finished = self._read(policy, client, operation)
        except BusinessError:
            # It has no result and will never have one: the next run starts anew.
            policy.write(NOTHING_UNDER_WAY)
            raise
        if finished:
            self._end(policy)
        else:
            policy._request_run()
            policy.next_scan_at = self._next_look(policy)

    def _operation(self, policy, client):
        """As Shopify tells it, once it is done as it told then."""
        gid, url = policy.compare_operation, policy.compare_url
        if url:
            return bulk.Operation(gid, "COMPLETED", objects=0, size=None, url=url)
        operation = bulk.poll(client, gid)
        policy.compare_url = operation.url
        return operation

    def _start(self, policy, client):
        now = fields.Datetime.now()
        policy.write(
            {
                "compare_operation": bulk.start(client, "stock"),
                # What is learnt within this second may be newer than the file.
                "compare_started_at": now - timedelta(seconds=1),
                "next_scan_at": now + FIRST_LOOK,
            }
        )

    def _next_look(self, policy):
        """After as long again as it has been running: few calls, little delay."""
        now = fields.Datetime.now()
        return now + max(FIRST_LOOK, now - policy.compare_started_at)

    def _read(self, policy, client, operation):
        """Compare the file, or go on with it; True when its end was reached.

        Chunk by chunk, each in a transaction of its own.

        So no chunk keeps others waiting that send stock meanwhile, and none has to
        be repeated because another one was in the way.
        """
        done = policy.compare_position
        lines = islice(bulk.rows(client, operation), done, done + LINES)
        for chunk in split_every(CHUNK, lines, list):
            levels = list(filter(None, map(Seen.of_bulk, chunk)))
            policy.compare_unknown += self._apart(policy, "_take_all", levels)
            policy.compare_position += len(chunk)
        if policy.compare_position == done + LINES:
            return False
        self._apart(policy, "_take_missing")
        if policy.stock_take_over:
            self.env["shopify.stock.first"]._run(policy)
        history = self.env["shopify.stock.history"]
        history._record(policy.backend_id, policy.compare_unknown)
        return True

    def _apart(self, policy, method, *args):
        """Call a method of the comparison in a transaction of its own."""
        self.env.flush_all()
        with self.env.registry.cursor() as cr:
            env = self.env(cr=cr)
            compare = env["shopify.stock.compare"]
            work = partial(getattr(compare, method), policy.with_env(env), *args)
            result = retrying(work, env)
        self.env.invalidate_all(flush=False)
        return result

    def _end(self, policy):
        policy.write(
            {
                **NOTHING_UNDER_WAY,
                "compared_at": policy.compare_started_at,
                "stock_take_over": False,
            }
        )
        policy._schedule_next()
