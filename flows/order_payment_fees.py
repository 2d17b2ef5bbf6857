from decimal import Decimal

from odoo import api, models

from .compare import changed_values


class ShopifyOrderPayment(models.AbstractModel):
    """What payment providers keep is noted on the payments, for their reconciliation.

    Providers often tell it only when they pay out: an order is told again then.
    """

    _inherit = "shopify.order.payment"

    @api.model
    def _keep_fees(self, batch, transactions):
        """Write what changed. `transactions`: of all orders, booked or not."""
        charged = {each["id"]: each["fees"] for each in transactions if each["fees"]}
        if not charged:
            return
        codes = {fees[0]["amount"]["currencyCode"] for fees in charged.values()}
        currencies = self.env["res.currency"].with_context(active_test=False)
        currencies = {
            currency.name: currency
            for currency in currencies.search_fetch([("name", "in", codes)], ["name"])
        }
        links = self.env["shopify.account.payment"]._find(batch.backend, list(charged))
        for gid, link in links.items():
            values = prepare_fee(charged[gid], currencies)
            if changed := changed_values(link, values):
                link.write(changed)


def prepare_fee(fees, currencies):
    """Fields of the link to a payment, from its `TransactionFee`s.

    A transaction is settled in one currency, so its fees are in one.
    """

    def total(name):
        return float(sum(Decimal(each[name]["amount"]) for each in fees))

    return {
        "fee": total("amount"),
        "fee_tax": total("taxAmount"),
        "fee_currency_id": currencies[fees[0]["amount"]["currencyCode"]].id,
    }
