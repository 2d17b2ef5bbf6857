from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import TransactionCase, new_test_user

ROLES = ("user", "manager", "auditor")
OPERATIONS = ("read", "write", "create", "unlink")


class TestAccess(TransactionCase):
    """Every model of ours, every role: an auditor changes nothing, company A sees
    nothing of company B, secrets are for administrators."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company_a = cls.env["res.company"].create({"name": "A"})
        cls.company_b = cls.env["res.company"].create({"name": "B"})
        cls.users = {
            role: new_test_user(
                cls.env,
                f"shopify_{role}",
                f"connector_shopify.group_{role}",
                company_id=cls.company_a.id,
                company_ids=[Command.set(cls.company_a.ids)],
            )
            for role in ROLES
        }
        cls.stores = {
            company: cls.env["shopify.backend"].create(
                {
                    "name": company.name,
                    "company_id": company.id,
                    "shop_domain": f"{company.name.lower()}.myshopify.com",
                    "client_secret": "shpss_very_secret",
                    "static_token": "shpat_very_secret",
                }
            )
            for company in (cls.company_a, cls.company_b)
        }

    def models(self):
        """All our models that have a table of their own and are no wizards."""
        names = [
            name
            for name, model in self.env.registry.items()
            if name.startswith("shopify.")
            and not model._abstract
            and not model._transient
        ]
        self.assertGreater(len(names), 10)
        return [self.env[name] for name in sorted(names)]

    def make(self, model, backend):
        """A row of a model that belongs to a store; only what must be set."""
        found = model.sudo().search([self.of_store(model, backend)], limit=1)
        return found or model.sudo().create(self.values(model, backend))

    def of_store(self, model, backend):
        if model._name == "shopify.backend":
            return ("id", "=", backend.id)
        path = "binding_id.backend_id" if self.is_part(model) else "backend_id"
        return (path, "=", backend.id)

    def is_part(self, model):
        return "backend_id" not in model._fields

    def values(self, model, backend):
        vals = {}
        for name, field in model._fields.items():
            if name == "backend_id":
                vals[name] = backend.id
            elif field.required and (field.comodel_name or "").startswith("shopify."):
                vals[name] = self.make(self.env[field.comodel_name], backend).id
            elif field.required and name != "id" and not field.default:
                vals[name] = self.value(field, backend)
        return vals

    def value(self, field, backend):
        if field.type == "many2one":
            partner = backend.company_id.partner_id
            samples = {
                "res.partner": partner,
                "res.company": backend.company_id,
                "sale.order": self.env["sale.order"].create(
                    {"partner_id": partner.id, "company_id": backend.company_id.id}
                ),
                "product.template": self.env["product.template"].create({"name": "T"}),
                "product.product": self.env["product.product"].create({"name": "P"}),
            }
            sample = samples.get(field.comodel_name)
            return (sample or self.env[field.comodel_name].search([], limit=1)).id
        if field.name == "res_model":
            return "res.partner"
        if field.type == "selection":
            return field.get_values(self.env)[0]
        samples = {
            "integer": 1,
            "many2one_reference": 1,
            "float": 1.0,
            "date": "2026-11-23",
            "datetime": "2026-11-23 08:00:00",
        }
        return samples.get(field.type, f"{field.model_name}.{backend.id}")

    def test_nobody_sees_another_companys_records(self):
        for model in self.models():
            theirs = self.make(model, self.stores[self.company_b])
            ours = self.make(model, self.stores[self.company_a])
            for role, user in self.users.items():
                if not model.with_user(user).has_access("read"):
                    self.assertEqual(model._name, "shopify.token")
                    continue
                with self.subTest(model=model._name, role=role):
                    everything = model.with_user(user).with_context(active_test=False)
                    seen = everything.search([("id", "in", (ours + theirs).ids)])
                    self.assertEqual(seen, ours)
                    with self.assertRaises(AccessError):
                        theirs.with_user(user).check_access("read")

    def test_an_auditor_changes_nothing(self):
        auditor = self.users["auditor"]
        for model in self.models():
            for operation in ("write", "create", "unlink"):
                with self.subTest(model=model._name, operation=operation):
                    self.assertFalse(model.with_user(auditor).has_access(operation))

    def test_every_model_can_be_read_by_every_role_but_the_token(self):
        for model in self.models():
            for role, user in self.users.items():
                with self.subTest(model=model._name, role=role):
                    self.assertEqual(
                        model.with_user(user).has_access("read"),
                        model._name != "shopify.token",
                    )

    def test_strangers_see_nothing(self):
        stranger = new_test_user(self.env, "stranger", "base.group_user")
        for model in self.models():
            with self.subTest(model=model._name):
                self.assertFalse(model.with_user(stranger).has_access("read"))

    def test_secrets_are_for_administrators(self):
        store = self.stores[self.company_a]
        for role, user in self.users.items():
            for name in ("client_secret", "previous_client_secret", "static_token"):
                with (
                    self.subTest(role=role, field=name),
                    self.assertRaises(AccessError),
                ):
                    store.with_user(user).read([name])
            shown = store.with_user(user).read()[0]
            self.assertNotIn("very_secret", str(shown))
            with self.assertRaises(AccessError):
                store.with_user(user).search([("client_secret", "=like", "shp%")])

    def test_secrets_are_not_in_the_chatter(self):
        store = self.stores[self.company_a]
        store.client_secret = "shpss_another_secret"
        self.flush_tracking()
        messages = store.message_ids
        told = messages.mapped("body") + messages.tracking_value_ids.mapped(
            "new_value_char"
        )
        self.assertNotIn("secret", str(told))

    def test_an_auditors_buttons_do_nothing(self):
        store = self.stores[self.company_a].with_user(self.users["auditor"])
        issue = self.make(self.env["shopify.issue"], store.sudo())
        issue = issue.with_user(self.users["auditor"])
        for button in (
            store.action_connect,
            store.action_disconnect,
            store.policy_ids.action_run_now,
            issue.action_retry,
            issue.action_retry_cause,
        ):
            with self.subTest(button=button.__name__), self.assertRaises(AccessError):
                button()
        with self.assertRaises(AccessError):
            issue._ignore("because")

    def flush_tracking(self):
        self.env.flush_all()
        self.env.cr.precommit.run()
