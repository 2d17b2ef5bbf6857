import uuid

from odoo import api, fields, models

from ..shopify.errors import BusinessError, TransientError, raise_user_errors
from ..shopify.values import instant
from .stock_read import read_items

ROUNDS = 6  # of sending an array; what is stale is read again in between
STALE = "CHANGE_FROM_QUANTITY_STALE"
NOT_STOCKED = "ITEM_NOT_STOCKED_AT_LOCATION"  # versions before 2026-10
BUSY = "IDEMPOTENCY_CONCURRENT_REQUEST"
FAILED_BEFORE = "IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED"
BUSY_TEXT = "currently in progress"  # the same, where errors have no code (seen)
BUSY_SECONDS = 2


class ShopifyStockPush(models.AbstractModel):
    """Sends the figures of an array of levels, each compared with what is known.

    Shopify takes all rows of a call or none. Rows that it names as bad are left
    out, rows that are stale are read again, and the rest is sent once more.
    """

    _name = "shopify.stock.push"
    _description = "Shopify Stock: Sending"

    @api.model
    def _push(self, batch, rows):
        """Let the store have what is wanted; what it knows already costs no call."""
        self._read(batch, [row for row in rows if not row.known_at])
        self._stock(batch, rows)
        for number in range(ROUNDS):
            if differing := [row for row in rows if row.differs]:
                self._set(batch, differing, number)
            elif coming := [row for row in rows if row.awaits_other]:
                self._announce(batch, coming, number)
            else:
                return
        raise TransientError(
            self.env._(
                "%s: these stock levels change faster in Shopify than they can be set.",
                batch.backend.name,
            )
        )

    # -- reading -----------------------------------------------------------------

    @api.model
    def _read(self, batch, rows):
        """What the store has now. The figure stays: it is of our own snapshot."""
        if not rows:
            return
        nodes = read_items(batch.client, {row.item for row in rows})
        now = fields.Datetime.now()
        untracked = []
        for row in rows:
            item = nodes[row.item]
            if item is None:
                self._refuse(batch, row, "item_missing", self._gone(row))
                continue
            row.take_in(self._level(item, row.location), now)
            if not item["tracked"]:
                untracked.append(row)
        self._track(batch, untracked)

    def _level(self, item, location):
        return next(
            (
                level
                for level in item["inventoryLevels"]
                if level["location"]["id"] == location
            ),
            None,
        )

    def _gone(self, row):
        return self.env._(
            "%s is no longer in Shopify.", row.level.product_id.display_name
        )

    # -- what has to be so before ----------------------------------------------------

    @api.model
    def _track(self, batch, rows):
        """Let Shopify count these items, or tell that it does not."""
        policy = self.env["shopify.flow.stock_export"]._policy(batch.backend)
        tracked = set()
        for row in rows:
            if not policy.stock_track:
                message = self.env._(
                    "Shopify does not track the quantity of %s.",
                    row.level.product_id.display_name,
                )
                self._refuse(batch, row, "item_untracked", message)
            elif row.item not in tracked:
                tracked.add(row.item)
                answer = batch.client.execute("inventory_item_track", id=row.item)
                raise_user_errors(answer["inventoryItemUpdate"])

    @api.model
    def _stock(self, batch, rows):
        """Stock items where there is, or comes, something and they are not yet."""
        policy = self.env["shopify.flow.stock_export"]._policy(batch.backend)
        if policy.stock_activate == "never":
            return
        for row in rows:
            if row.open and not row.stocked and (row.wanted or row.incoming):
                self._activate(batch, row)

    def _activate(self, batch, row):
        """A call each: Shopify has none for many. It keeps units of earlier times."""
        payload = batch.client.execute(
            "inventory_activate",
            item=row.item,
            location=row.location,
            key=key_of(batch.backend, "activate", [row]),
        )["inventoryActivate"]
        errors = payload["userErrors"]
        if any(BUSY_TEXT in error["message"] for error in errors):
            raise TransientError(errors[0]["message"], BUSY_SECONDS)
        if errors:
            self._refuse(batch, row, "stock_refused", self._reason(row, errors))
        else:
            row.take_in(payload["inventoryLevel"], fields.Datetime.now())

    # -- setting -----------------------------------------------------------------

    @api.model
    def _set(self, batch, rows, number):
        payload = batch.client.execute(
            "inventory_set",
            input={
                "name": "on_hand",
                "reason": "correction",
                "referenceDocumentUri": document(rows),
                "quantities": [row.quantity() for row in rows],
            },
            # A later round is another request even when its rows are the same.
            key=key_of(batch.backend, f"set-{number}", rows),
        )["inventorySetQuantities"]
        if not payload["userErrors"]:
            at = self._set_at(payload)
            for row in rows:
                row.took(at)
            return
        self._sort_out(batch, rows, payload)

    def _set_at(self, payload):
        """When the store took it. Of a request that was sent before, without hearing
        the answer, Shopify repeats that answer: what came since is not in it.
        """
        now, change = fields.Datetime.now(), payload["inventoryAdjustmentGroup"]
        return min(now, instant(change["createdAt"])) if change else now

    @api.model
    def _announce(self, batch, rows, number):
        """Let the store show what is on its way: the difference to what it shows."""
        payload = batch.client.execute(
            "inventory_adjust",
            input={
                "name": "incoming",
                "reason": "movement_updated",
                "referenceDocumentUri": document(rows),
                "changes": [row.change() for row in rows],
            },
            key=key_of(
                batch.backend, f"in-{number}", rows, "incoming", "known_incoming"
            ),
        )["inventoryAdjustQuantities"]
        if not payload["userErrors"]:
            now = fields.Datetime.now()
            for row in rows:
                row.took_incoming(now)
            return
        self._sort_out(batch, rows, payload)

    def _sort_out(self, batch, rows, payload):
        """Nothing was set: refuse what is bad, read again what is stale."""
        stale, errors_of = set(), {}
        for error in payload["userErrors"]:
            row = row_of(rows, error)
            if error["code"] == BUSY:
                raise TransientError(error["message"], BUSY_SECONDS)
            if error["code"] == STALE:
                stale.update([row] if row else rows)
            elif error["code"] == NOT_STOCKED and row:
                row.stocked = False
            elif row:
                errors_of.setdefault(row, []).append(error)
            elif error["code"] != FAILED_BEFORE:
                raise_user_errors(payload)
        for row, errors in errors_of.items():
            code = errors[0]["code"]
            message = self._reason(row, errors)
            self._refuse(batch, row, "stock_refused", message, code)
        self._read(batch, [row for row in stale if row.open])
        self._stock(batch, rows)

    def _reason(self, row, errors):
        return self.env._(
            "Shopify does not take the stock of %(product)s at %(location)s: "
            "%(reason)s",
            product=row.level.product_id.display_name,
            location=row.level.location_id.name,
            reason=" ".join(error["message"] for error in errors),
        )

    def _refuse(self, batch, row, code, message, cause=""):
        row.open = False
        error = BusinessError(
            code,
            message,
            name=row.level.display_name,
            record=row.level,
            fix=row.level.product_id,
            cause=f"{code}:{cause or row.item}",
        )
        batch.refuse(row.outbox, error)


def document(rows):
    """What Shopify's history of stock names as the reason of a change."""
    return f"gid://odoo/shopify.outbox/{rows[0].outbox.id}"


def row_of(rows, error):
    """The row that an error's path (`input.quantities.3.…`) names, or None."""
    path = error["field"] or []
    return rows[int(path[2])] if len(path) > 2 and path[2].isdigit() else None


def key_of(backend, verb, rows, wanted="wanted", known="known"):
    """Key of one request: the same again for the same figures of the same changes.

    After an unknown outcome the request is sent once more with this key, and
    Shopify answers what it answered then.
    """
    parts = sorted(
        f"{row.level.id}:{row.outbox.revision}:{getattr(row, wanted)}:"
        f"{getattr(row, known)}"
        for row in rows
    )
    name = f"{backend.id} {backend.shop_domain} {verb} {' '.join(parts)}"
    return str(uuid.uuid5(uuid.NAMESPACE_URL, name))
