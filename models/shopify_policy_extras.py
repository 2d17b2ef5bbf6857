from odoo import fields, models


class ShopifyPolicy(models.Model):
    """Settings of the order import: what stands for the other parts of a total."""

    _inherit = "shopify.policy"

    def _default_extra(self, name):
        return self.env.ref(f"connector_shopify.{name}", raise_if_not_found=False)

    order_duties_id = fields.Many2one(
        "product.product",
        string="Product for duties",
        default=lambda self: self._default_extra("product_duties"),
        help="Import duties that the store charged at the checkout.",
    )
    order_fees_id = fields.Many2one(
        "product.product",
        string="Product for fees",
        default=lambda self: self._default_extra("product_fees"),
        help="Additional fees that the store charged at the checkout.",
    )
    order_tip_id = fields.Many2one(
        "product.product",
        string="Product for tips",
        default=lambda self: self._default_extra("product_tip"),
        help="Give it the account on which your staff's tips are to be booked.",
    )
    order_gift_card_id = fields.Many2one(
        "product.product",
        string="Product for gift cards sold",
        default=lambda self: self._default_extra("product_gift_card"),
        help="A gift card that is sold is owed to its holder, not earned. Its income "
        "account must be a liability; if it has none, one is made when the first "
        "card is sold.",
    )
    order_collected_tax_id = fields.Many2one(
        "account.tax",
        string="Tax paid by marketplaces",
        check_company=True,
        domain="[('type_tax_use', '=', 'sale'), ('amount_type', '!=', 'group')]",
        help="Stands for taxes that a marketplace collects and pays itself. They are "
        "booked on this tax's account and are in no tax report of yours. Made when "
        "the first such order comes.",
    )
    company_id = fields.Many2one(related="backend_id.company_id")

    def _extra_product(self, kind):
        """The product for duties, fees, tip, gift_card."""
        return self[f"order_{kind}_id"]

    def _ensure_gift_card_account(self, company):
        """A liability is the account of sold gift cards, unless one was chosen."""
        product = self.order_gift_card_id.with_company(company).sudo()
        if product and not product.property_account_income_id:
            product.property_account_income_id = self._create_liability(
                company, self.env._("Gift cards sold")
            )

    def _ensure_collected_tax(self, company):
        """The tax for what marketplaces pay; stores of one company share it."""
        if company != self.company_id:
            return self._ensure_entity_tax(company)
        if not self.order_collected_tax_id:
            others = self.search([("backend_id.company_id", "=", company.id)])
            tax = others.order_collected_tax_id[:1]
            self.order_collected_tax_id = tax or self._create_collected_tax(company)
        return self.order_collected_tax_id

    def _ensure_entity_tax(self, company):
        """The same in a company that is one of the store's business entities."""
        entities = self.env["shopify.business.entity"].search(
            [("backend_id", "=", self.backend_id.id), ("company_id", "=", company.id)]
        )
        tax = entities.collected_tax_id[:1] or self._create_collected_tax(company)
        entities.collected_tax_id = tax
        return tax

    def _create_collected_tax(self, company):
        name = self.env._("Paid by the marketplace")
        account = self._create_liability(
            company, self.env._("Taxes paid by marketplaces")
        )
        lines = [
            (0, 0, {"repartition_type": "base"}),
            (0, 0, {"repartition_type": "tax", "account_id": account.id}),
        ]
        return (
            self.env["account.tax"]
            .sudo()
            .create(
                {
                    "name": name,
                    "invoice_label": name,
                    "company_id": company.id,
                    "amount": 0.0,
                    "type_tax_use": "sale",
                    "price_include_override": "tax_excluded",
                    "invoice_repartition_line_ids": lines,
                    "refund_repartition_line_ids": lines,
                }
            )
        )

    def _create_liability(self, company, name):
        """A new account for what is owed, beside the company's others."""
        accounts = self.env["account.account"].sudo().with_company(company)
        domain = [
            *accounts._check_company_domain(company),
            ("account_type", "=", "liability_current"),
        ]
        last = accounts.search(domain, order="code desc", limit=1)
        return accounts.create(
            {
                "name": name,
                "code": accounts._search_new_account_code(last.code or "200000"),
                "account_type": "liability_current",
                "company_ids": [(6, 0, company.ids)],
            }
        )
