import logging
import os
from datetime import UTC, datetime
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from ..sandbox.generator.people import PLACES, RATES
from .books_case import BooksCase
from .life_simulation import Month

_logger = logging.getLogger(__name__)

ORDERS = int(os.environ.get("CONNECTOR_SHOPIFY_ORDERS", 150))
SEED = int(os.environ.get("CONNECTOR_SHOPIFY_ORDERS_SEED", 31))
SHOPS = 3
AGES = 10**9  # seconds
STILL = 1e-4  # store seconds per second
START = datetime(2030, 1, 1, 8, tzinfo=UTC)
GROWING = (
    "account_move",
    "account_move_line",
    "account_partial_reconcile",
    "account_payment",
    "sale_order",
    "sale_order_line",
    "shopify_account_payment",
    "shopify_event",
    "shopify_sale_order",
    "stock_move",
    "stock_move_line",
    "stock_picking",
)
COUNTED = ("account.move.line", "sale.order.line", "stock.move")
GROWTH = 1.2  # how much they grow until PostgreSQL is told again
POLICIES = ("paid", "delivered", "confirmed")


@tagged("post_install", "-at_install")
class TestOrderLife(BooksCase):
    """Months of simulated stores: in the end the books agree, to the cent.

    ./dev test tests/test_order_life.py --orders 3000 has longer ones; `--orders-seed N`
    the same ones again.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.store.bucket.set_rate(1_000_000)
        cls._stop_the_clock()
        cls.store.webhooks.pause()
        cls.backend._sync_subscriptions(cls.backend._client())
        cls._map_taxes()

    @classmethod
    def _stop_the_clock(cls):
        """It moves when it is told to, from a day that is always the same: so is a
        month of the same seed."""
        clock = cls.store.clock
        clock.speed = STILL
        clock.advance((START - clock.now()).total_seconds())

    @classmethod
    def _map_taxes(cls):
        keys = {
            (place.country, place.province, title, f"{float(rate):.6f}", included)
            for place in PLACES
            for title, rate in (*place.taxes, *place.reduced, ("VAT", "0.19"))
            for included in (False, True)
        }
        rows = cls.env["shopify.tax"]._ensure(cls.backend, keys)
        taxes = {}
        for row in rows.values():
            key = f"{row.title} {row.rate:.6f} {'in' if row.included else 'on top'}"
            if key not in taxes:
                taxes[key] = cls.create_tax(100 * row.rate, row.included, name=key)
            row.tax_id = taxes[key]

    def _set_rates(self):
        for code, rate in RATES.items():
            currency = self.env.ref(f"base.{code}")
            currency.active = True
            currency.rate_ids.unlink()
            rate = float(rate) / float(RATES["USD"])
            if currency != self.env.company.currency_id:
                currency.rate_ids = [(0, 0, {"name": "2020-01-01", "rate": rate})]

    def setUp(self):
        super().setUp()
        self.startPatcher(patch.object(fields.Datetime, "now", self._now))
        self.settings.order_since = "2020-01-01"
        self.addCleanup(self._forget_orders)
        self.known_rows = 0

    def _forget_orders(self):
        with self.store.quiet():
            for order in list(self.store.all("Order")):
                self.store.delete_order(order["id"])

    def _now(self, *_args):
        return self.store.clock.now().replace(tzinfo=None, microsecond=0)

    def drain(self):
        """The simulated clock is ahead of the database's: events of any age count."""
        waiting = type(self.env["shopify.event"])._waiting_lanes
        work_off = type(self.env["shopify.event"])._drain

        def drain(events, *args):
            self._tell_postgresql()
            return work_off(events, *args)

        with (
            patch.object(
                type(self.env["shopify.event"]),
                "_waiting_lanes",
                lambda events, _age: waiting(events, -AGES),
            ),
            patch.object(type(self.env["shopify.event"]), "_drain", drain),
        ):
            super().drain()

    def _tell_postgresql(self):
        """Autovacuum does not see what is not committed. Without knowing that tables
        grow, PostgreSQL plans joins of Odoo's as if they had a few rows."""
        self.env.flush_all()
        rows = sum(self.env[model].search_count([]) for model in COUNTED)
        if rows > GROWTH * self.known_rows:
            self.known_rows = rows
            self.env.cr.execute(f"ANALYZE {', '.join(GROWING)}")

    def month(self, number):
        """A store with the settings of its seed: when it bills, and in which money."""
        seed, orders = SEED + number, ORDERS // SHOPS
        _logger.info("seed %s: %s orders", seed, orders)
        self.settings.order_invoice = POLICIES[seed % 3]
        if seed % 2:
            self._set_rates()
            self.settings.order_currency = "presentment"
        month = Month(self, seed, orders)
        month.run()
        self.check_ledger(month)

    def check_ledger(self, month):
        self.assertFalse(self.issues().mapped("message"))
        check = self.backend._check_books("2020-01-01", "2100-01-01")
        self.assertFalse(
            [
                f"{line.name}: {line.reason} {month.store.happened.get(line.name)}"
                for line in check.line_ids
            ]
        )
        self.assertEqual(check.orders_checked, len(self.store.all("Order")))
        self.assertEqual(check.total_difference, "")
        self.check_companies(month)
        self.check_nothing_is_open(month)

    def check_companies(self, month):
        """What somebody ordered for a company is the company's to pay."""
        orders = self.env["shopify.sale.order"].search([]).grouped("external_id")
        companies = self.env["shopify.company"].search([]).grouped("external_id")
        bought = [order for order in month.store.orders if order["purchasingEntity"]]
        for node in bought:
            company = companies[node["purchasingEntity"]["company"]].odoo_id
            billed = orders[node["id"]].odoo_id.partner_invoice_id
            self.assertEqual(billed.commercial_partner_id, company, node["name"])

    def check_nothing_is_open(self, month):
        """All goods are where they belong, and all invoices are paid."""
        happened, uneven = month.store.happened, month.store.uneven()
        self.assertFalse(month.house.pickings().mapped("display_name"))
        orders = self.env["shopify.sale.order"].search([]).odoo_id
        even = orders.filtered(lambda each: each.name not in uneven)
        open_invoices = even.invoice_ids.filtered("amount_residual")
        self.assertFalse(
            [
                (move.name, move.amount_residual, happened.get(order.name))
                for move in open_invoices
                for order in move.line_ids.sale_line_ids.order_id
            ]
        )
        lines = orders.filtered(lambda each: each.state == "sale").order_line
        self.assertFalse(
            [
                (line.name, line.order_id.name, happened.get(line.order_id.name))
                for line in lines
                if line.product_id.type == "consu"
                and line.qty_delivered != line.product_uom_qty
            ]
        )

    def test_first_shop(self):
        self.month(0)

    def test_second_shop(self):
        self.month(1)

    def test_third_shop(self):
        self.month(2)
