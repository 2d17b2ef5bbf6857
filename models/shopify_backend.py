from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..shopify.auth import SHOP_DOMAIN

DEFAULT_API_VERSION = "2026-10"


class ShopifyBackend(models.Model):
    """One Shopify store, connected to one company.

    Holds what is true of the store as a whole. What concerns one flow (mode,
    schedule, how orders are named …) is on that flow's `shopify.policy`.
    """

    _name = "shopify.backend"
    _inherit = ["mail.thread"]
    _description = "Shopify Store"
    _order = "name, id"

    name = fields.Char(required=True, tracking=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    shop_domain = fields.Char(
        string="Store address",
        required=True,
        tracking=True,
        help="The address that ends in .myshopify.com, also when the store "
        "has a domain of its own.",
    )
    environment = fields.Selection(
        [("production", "Production"), ("test", "Test")],
        required=True,
        default="production",
        tracking=True,
    )
    state = fields.Selection(
        [
            ("draft", "Not connected"),
            ("connected", "Connected"),
            ("disconnected", "Disconnected"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
    )
    api_version = fields.Char(
        string="API version", required=True, default=DEFAULT_API_VERSION
    )
    user_id = fields.Many2one(
        "res.users",
        string="Integration user",
        required=True,
        default=lambda self: self.env.ref("base.user_root"),
        context={"active_test": False},
        help="What comes from the store is recorded in this user's name.",
    )
    lang = fields.Selection(
        lambda self: self.env["res.lang"].get_installed(),
        string="Language",
        default=lambda self: self.env.company.partner_id.lang,
        help="What Odoo writes by itself on imported records is in this language.",
    )
    lane_count = fields.Integer(
        string="Lanes",
        required=True,
        default=4,
        help="How many batches of one flow may be worked on at the same time.",
    )
    currency_id = fields.Many2one("res.currency", string="Store currency", copy=False)
    country_id = fields.Many2one("res.country", string="Store country", copy=False)
    timezone = fields.Char(string="Store time zone", copy=False)
    policy_ids = fields.One2many("shopify.policy", "backend_id", string="Flows")
    owner_policy_ids = fields.One2many(
        "shopify.policy.owner", "backend_id", string="Ownership"
    )

    _shop_domain_unique = models.Constraint(
        "UNIQUE(shop_domain)", "This store is already set up."
    )
    _lane_count_positive = models.Constraint(
        "CHECK(lane_count BETWEEN 1 AND 64)", "Use between 1 and 64 lanes."
    )

    @api.constrains("shop_domain")
    def _check_shop_domain(self):
        for backend in self:
            if not SHOP_DOMAIN.fullmatch(backend.shop_domain):
                raise ValidationError(
                    self.env._(
                        "%s is not a store address. It looks like "
                        "my-store.myshopify.com.",
                        backend.shop_domain,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            vals["shop_domain"] = (vals.get("shop_domain") or "").strip().lower()
        backends = super().create(vals_list)
        backends._create_policies()
        return backends

    def write(self, vals):
        if vals.get("shop_domain"):
            vals = dict(vals, shop_domain=vals["shop_domain"].strip().lower())
        return super().write(vals)

    def _create_policies(self):
        """Give each store a row for each flow and each ownable field group."""
        self.policy_ids._create_missing(self)
        self.owner_policy_ids._create_missing(self)

    def _for_flow(self):
        """This store as its flows see it.

        In the store's company, recorded in the integration user's name, in no
        user's language, and silent: no chatter, no followers, no customer mail.
        """
        self.ensure_one()
        context = {
            "allowed_company_ids": self.company_id.ids,
            "lang": self.lang or "en_US",
            "tz": self.timezone or "UTC",
            "active_test": True,
            "tracking_disable": True,
            "mail_create_nolog": True,
            "mail_create_nosubscribe": True,
            "mail_notrack": True,
            "mail_activity_automation_skip": True,
        }
        return self.with_user(self.user_id).sudo().with_context(**context)
