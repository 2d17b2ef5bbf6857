from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

EXPORT = "shopify.flow.stock_export"
CAUSES = [
    ("late", "Odoo's change is not sent yet"),
    ("edited", "Changed in Shopify"),
    ("unmapped", "Location without a warehouse"),
    ("refused", "Refused by Shopify"),
]


class ShopifyStockLevel(models.Model):
    """Whether both sides agree on a level, why not, and how sure that is.

    A level is judged whenever something is learnt about it, by one statement. It
    agrees when Shopify has on hand what Odoo wants it to have; what was open closes
    itself then. Anything else is a mismatch with a cause.
    """

    _inherit = "shopify.stock.level"

    mismatch = fields.Boolean(readonly=True, help="Shopify has another quantity.")
    mismatch_cause = fields.Selection(CAUSES, string="Cause", readonly=True)
    mismatch_quantity = fields.Integer(
        string="Difference", readonly=True, help="In Shopify less what it is to have."
    )
    mismatch_since = fields.Datetime(
        string="Differs since", readonly=True, help="By this quantity and cause."
    )
    agreed_on_hand = fields.Integer(
        string="Last agreed",
        readonly=True,
        help="What both sides last agreed on. Another quantity in Shopify than "
        "this one was set there.",
    )
    confirmed_at = fields.Datetime(
        string="Confirmed", readonly=True, help="When both sides last agreed."
    )
    compared_at = fields.Datetime(
        string="Compared",
        readonly=True,
        help="The last full comparison that found it in Shopify.",
    )
    confidence = fields.Integer(
        string="Confidence (%)",
        readonly=True,
        aggregator="avg",
        help="100: agreed within the last hour. 95 within 6 hours, 90 a day, 75 two "
        "days, 50 a week, then 25. At most 60 while a change waits to be sent; 0 "
        "for a mismatch, and when it was never compared.",
    )

    _mismatch_idx = models.Index("(backend_id, mismatch_since) WHERE mismatch")

    @api.model
    def _learn(self, rows):
        """Whoever learns something of levels: they are judged anew."""
        super()._learn(rows)
        for backend in self.union(*rows).backend_id:
            self._judge(backend, [lv.id for lv in rows if lv.backend_id == backend])

    @api.model
    def _judge(self, backend, ids=None):
        """Find mismatches and confidence of levels (all of the store without ids)."""
        pushed, unmapped = self._judged_locations(backend)
        activates = self.env[EXPORT]._policy(backend).stock_activate != "never"
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                JUDGE,
                backend=backend.id,
                some=SQL("AND l.id = ANY(%s)", ids) if ids is not None else SQL(),
                pushed=pushed.ids,
                unmapped=unmapped.ids,
                activates=activates,
                now=fields.Datetime.now(),
                flow=EXPORT,
            )
        )
        self.invalidate_model(JUDGED)

    def _judged_locations(self, backend):
        """(those that are told their stock, those nobody has mapped yet)"""
        locations = self.env["shopify.location"]
        pushed = locations._pushed(backend)
        domain = [
            ("backend_id", "=", backend.id),
            ("is_active", "=", True),
            ("stock_mode", "=", "push"),
            ("is_fulfillment_service", "=", False),
        ]
        return pushed, locations.search(domain) - pushed

    def _shopify_key(self):
        """(inventory item, location), both gids"""
        return self.variant_id.inventory_item_id, self.location_id.external_id

    def _issue_key(self):
        """What an issue about a level is about, in place of a Shopify id."""
        return f"{self._name},{self.id}"

    # -- buttons -------------------------------------------------------------------

    def action_send_odoo(self):
        """Send Odoo's figure: what Shopify has is overwritten."""
        self._check_may_decide()
        self.sudo()._send()

    def action_take_shopify(self):
        """Take Shopify's figure: an inventory adjustment corrects Odoo's stock."""
        self._check_may_decide()
        for backend, levels in self.sudo().grouped("backend_id").items():
            backend = backend._for_flow()
            backend.env["shopify.stock.inward"]._take_asked(
                backend, levels.with_env(backend.env)
            )

    def _send(self):
        """Let these wait to be sent, and send them soon."""
        outbox = self.env["shopify.outbox"]
        for backend, levels in self.grouped("backend_id").items():
            outbox._put(backend, EXPORT, levels)
            outbox._enqueue({(backend.id, EXPORT)}, seconds=0)

    def _check_may_decide(self):
        self.check_access("read")
        if not self.env.user.has_group("connector_shopify.group_user"):
            raise AccessError(self.env._("You may look at stock levels only."))


class ShopifyProductProduct(models.Model):
    """A level of Shopify names its inventory item: that finds the variant."""

    _inherit = "shopify.product.product"

    _inventory_item_idx = models.Index("(inventory_item_id, backend_id)")


JUDGED = [
    "mismatch",
    "mismatch_cause",
    "mismatch_quantity",
    "mismatch_since",
    "agreed_on_hand",
    "confirmed_at",
    "confidence",
]

# Only rows whose judgement changes are written.
JUDGE = """
WITH told AS (
    SELECT l.*, o.state AS outbox,
           COALESCE(o.state = 'waiting', false) OR m.res_id IS NOT NULL AS waits,
           l.location_id = ANY(%(unmapped)s) AS unmapped,
           l.known_at IS NOT NULL AND (
               l.location_id = ANY(%(pushed)s)
               OR l.location_id = ANY(%(unmapped)s)) AS judged
      FROM shopify_stock_level l
      LEFT JOIN shopify_outbox o ON o.backend_id = l.backend_id
           AND o.flow = %(flow)s AND o.res_id = l.id
      LEFT JOIN (SELECT DISTINCT res_id FROM shopify_mark
                  WHERE backend_id = %(backend)s AND flow = %(flow)s) m
           ON m.res_id = l.product_id
     WHERE l.backend_id = %(backend)s %(some)s
), caused AS (
    SELECT *, CASE
        WHEN NOT judged OR known_on_hand = COALESCE(wanted, 0) THEN NULL
        WHEN unmapped THEN 'unmapped'
        WHEN NOT COALESCE(is_stocked, false) AND NOT %(activates)s THEN NULL
        WHEN outbox = 'refused' THEN 'refused'
        WHEN waits THEN 'late'
        WHEN known_on_hand <> agreed_on_hand THEN 'edited'
        ELSE 'late' END AS cause
      FROM told
), dated AS (
    SELECT *, CASE WHEN cause IS NULL THEN 0
                   ELSE known_on_hand - COALESCE(wanted, 0) END AS difference,
           judged AND cause IS NULL
               AND known_on_hand = COALESCE(wanted, 0) AS agrees
      FROM caused
), result AS (
    SELECT id, cause, difference,
           CASE WHEN cause IS NULL THEN NULL
                WHEN cause = mismatch_cause AND difference = mismatch_quantity
                THEN mismatch_since ELSE %(now)s END AS since,
           CASE WHEN agrees THEN known_on_hand ELSE agreed_on_hand END AS agreed,
           CASE WHEN agrees THEN known_at ELSE confirmed_at END AS confirmed,
           waits, judged
      FROM dated
), rated AS (
    SELECT *, CASE
        WHEN cause IS NOT NULL OR NOT judged OR confirmed IS NULL THEN 0
        ELSE LEAST(
            CASE WHEN waits THEN 60 ELSE 100 END,
            CASE WHEN confirmed > %(now)s - interval '1 hour' THEN 100
                 WHEN confirmed > %(now)s - interval '6 hours' THEN 95
                 WHEN confirmed > %(now)s - interval '1 day' THEN 90
                 WHEN confirmed > %(now)s - interval '2 days' THEN 75
                 WHEN confirmed > %(now)s - interval '7 days' THEN 50
                 ELSE 25 END) END AS sure
      FROM result
)
UPDATE shopify_stock_level l
   SET mismatch = r.cause IS NOT NULL, mismatch_cause = r.cause,
       mismatch_quantity = r.difference, mismatch_since = r.since,
       agreed_on_hand = r.agreed, confirmed_at = r.confirmed, confidence = r.sure
  FROM rated r
 WHERE r.id = l.id
   AND (l.mismatch, l.mismatch_cause, l.mismatch_quantity, l.mismatch_since,
        l.agreed_on_hand, l.confirmed_at, l.confidence)
       IS DISTINCT FROM
       (r.cause IS NOT NULL, r.cause, r.difference, r.since,
        r.agreed, r.confirmed, r.sure)
"""
