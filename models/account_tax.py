from odoo import api, models


class AccountTax(models.Model):
    _inherit = "account.tax"

    @api.model
    def _import_base_line_extra_tax_data(self, base_line, extra_tax_data):
        """Let lines without any tax have an exact amount as well.

        Odoo takes a line's stated amounts only together with stated taxes. A line
        without tax has none to state, and would fall back to price x quantity
        less a rounded percentage: a cent off.
        """
        results = super()._import_base_line_extra_tax_data(base_line, extra_tax_data)
        if extra_tax_data and not base_line["tax_ids"]:
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
        return results
