from odoo import api, models


class AccountTax(models.Model):
    """Stated amounts of lines are taken as they are."""

    _inherit = "account.tax"

    @api.model
    def _import_base_line_extra_tax_data(self, base_line, extra_tax_data):
        results = super()._import_base_line_extra_tax_data(base_line, extra_tax_data)
        if extra_tax_data and not base_line["tax_ids"]:
            self._shopify_state_untaxed(base_line, extra_tax_data, results)
        if results.get("manual_tax_amounts"):
            self._shopify_state_company_amounts(base_line, results)
        return results

    def _shopify_state_untaxed(self, base_line, extra_tax_data, results):
        """Let lines without any tax have an exact amount as well.

        Odoo takes a line's stated amounts only together with stated taxes. A line
        without tax has none to state, and would fall back to price x quantity
        less a rounded percentage: a cent off.
        """
        same = all(
            base_line["currency_id"].compare_amounts(
                base_line[name], extra_tax_data.get(name, 0.0)
            )
            == 0
            for name in ("price_unit", "discount", "quantity")
        )
        stated = extra_tax_data.get("manual_total_excluded_currency")
        currency = extra_tax_data.get("currency_id")
        if same and stated is not None and currency == base_line["currency_id"].id:
            results["manual_total_excluded_currency"] = stated

    def _shopify_state_company_amounts(self, base_line, results):
        """Say in the company's currency what is stated in another one.

        Odoo would convert stated amounts itself, but where a line has several taxes
        that its price contains, it counts only the last of them in the company's
        currency, and takes the others off the net amount
        (`_aggregate_base_line_tax_details`).
        """
        currency = base_line["tax_ids"].company_id[:1].currency_id
        rate = base_line["rate"]
        if not rate or currency == base_line["currency_id"]:
            return

        def convert(stated, name):
            if f"{name}_currency" in stated and name not in stated:
                stated[name] = currency.round(stated[f"{name}_currency"] / rate)

        convert(results, "manual_total_excluded")
        for amounts in results["manual_tax_amounts"].values():
            convert(amounts, "tax_amount")
            convert(amounts, "base_amount")
