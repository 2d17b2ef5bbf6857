from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged

from .entity_case import EntityCase


@tagged("post_install", "-at_install")
class TestOrderEntities(EntityCase):
    """Orders of a business entity are sale orders of its company."""

    def test_entities_appear_before_their_first_order(self):
        self.assertFalse(self.entity())
        with self.store.quiet():
            gone = self.store.create_business_entity("Gone GmbH", country="DE")
        gone["archived"] = True
        self.addCleanup(self.store.objects.pop, gone["id"])
        self.backend._check_connection()
        entities = self.env["shopify.business.entity"].search([])
        self.assertEqual(entities, self.entity())
        self.assertEqual(entities.name, "Other GmbH")
        self.assertFalse(entities.company_id)
        self.backend._check_connection()
        self.assertEqual(self.env["shopify.business.entity"].search([]), entities)

    def test_who_connects_the_store_need_not_see_the_other_company(self):
        self.map_entity()
        manager = new_test_user(
            self.env,
            "manager",
            "connector_shopify.group_manager",
            company_id=self.home.id,
            company_ids=[Command.set(self.home.ids)],
        )
        backend = self.backend.with_user(manager)
        backend = backend.with_context(allowed_company_ids=self.home.ids)
        self.addCleanup(self.seller.update, displayName=self.seller["displayName"])
        self.seller["displayName"] = "Other AG"
        answer = backend.action_test_connection()
        self.assertEqual(answer["params"]["type"], "success")
        entity = self.env["shopify.business.entity"].search([])
        self.assertEqual((entity.name, entity.company_id), ("Other AG", self.other))

    def test_an_order_of_an_unknown_entity_waits(self):
        node = self.sell()
        self.take("order_import", node["id"])
        self.assertFalse(self.order(node))
        self.assertFalse(
            self.env["account.payment"].search([("memo", "=like", f"{node['name']}%")])
        )
        issue = self.issues()
        self.assertEqual(
            (issue.code, issue.category, issue.resource_id),
            ("entity_unmapped", "mapping", node["id"]),
        )
        self.assertEqual(
            issue.message,
            f"Order {node['name']} was sold by Other GmbH, for which no company or "
            "warehouse is chosen yet. It is not in Odoo.",
        )
        entity = self.entity()
        self.assertEqual((issue.fix_model, issue.fix_res_id), (entity._name, entity.id))
        self.assertEqual((entity.name, entity.legal_name), ("Other GmbH",) * 2)
        self.assertFalse(entity.company_id)

    def test_it_goes_on_when_a_company_is_chosen(self):
        self.settings.order_payment = False
        node = self.sell()
        self.take("order_import", node["id"])
        issue = self.issues()
        self.entity().company_id = self.other
        self.drain()
        self.assertEqual(issue.state, "resolved")
        self.assertEqual(self.order(node).company_id, self.other)
        self.assertFalse(self.issues())

    def test_a_person_chooses_the_company_on_the_form_of_the_issue(self):
        self.settings.order_payment = False
        node = self.sell()
        self.take("order_import", node["id"])
        action = self.issues().action_fix()
        person = new_test_user(
            self.env,
            "person",
            "connector_shopify.group_user,base.group_multi_company",
            company_id=self.home.id,
            company_ids=[Command.set((self.home | self.other).ids)],
        )
        entity = self.env[action["res_model"]].browse(action["res_id"])
        with Form(entity.with_user(person)) as form:
            form.company_id = self.other
            self.assertEqual(form.warehouse_id.company_id, self.other)
        self.drain()
        self.assertEqual(self.order(node).company_id, self.other)

    def test_a_new_name_in_the_store_is_followed(self):
        self.map_entity()
        self.take_order(self.sell())
        self.seller["displayName"] = "Other SE"
        self.addCleanup(self.seller.update, displayName="Other GmbH")
        self.take_order(self.sell())
        self.assertEqual(self.entity().name, "Other SE")
        self.assertEqual(self.entity().company_id, self.other)

    def test_of_several_warehouses_one_must_be_chosen(self):
        self.settings.order_payment = False
        second = self.env["stock.warehouse"].create(
            {"name": "Second", "code": "SEC", "company_id": self.other.id}
        )
        node = self.sell()
        self.take("order_import", node["id"])
        self.entity().company_id = self.other
        self.drain()
        self.assertFalse(self.order(node))
        self.assertEqual(self.issues().code, "entity_unmapped")
        self.entity().warehouse_id = second
        self.drain()
        self.assertFalse(self.issues())
        order = self.order(node)
        self.assertEqual(order.warehouse_id, second)
        self.assertEqual(order.picking_ids.picking_type_id.warehouse_id, second)

    def test_sold_billed_paid_and_refunded_in_the_other_company(self):
        journal = self.map_entity()
        node = self.sell(shipping={"title": "Post", "price": "4.95"})
        order = self.take_order(node)
        self.assertFalse(self.issues())

        self.assertEqual(order.company_id, self.other)
        self.assertEqual(order.state, "sale")
        self.assertEqual(order.currency_id.name, "USD")
        self.assertEqual((order.amount_untaxed, order.amount_tax), (34.92, 2.88))
        self.assertEqual(order.warehouse_id.company_id, self.other)
        self.assertEqual(order.picking_ids.company_id, self.other)
        self.assertEqual(order.order_line.tax_ids.company_id, self.other)
        self.assertEqual(order.pricelist_id.company_id, self.other)

        invoice = order.invoice_ids
        self.assertEqual(invoice.journal_id.company_id, self.other)
        self.assertEqual((invoice.state, invoice.amount_total), ("posted", 37.8))
        self.assertEqual(invoice.amount_total_signed, 75.6)
        payment = self.booked(order)
        self.assertEqual((payment.amount, payment.journal_id), (37.8, journal))
        self.assertEqual(invoice.amount_residual, 0)

        line = node["lineItems"][0]["id"]
        self.change("refund_order", node, lines={line: 1}, amount="10.81")
        self.assertFalse(self.issues())
        credit_note = order.invoice_ids - invoice
        self.assertEqual(credit_note.move_type, "out_refund")
        self.assertEqual(credit_note.journal_id, invoice.journal_id)
        self.assertEqual(credit_note.amount_total, 10.81)
        self.assertEqual(credit_note.amount_residual, 0)
        self.assertEqual(
            self.payments(order),
            [("inbound", 37.8, journal), ("outbound", 10.81, journal)],
        )
        moves = order.invoice_ids | self.booked(order).move_id
        self.assertEqual(moves.company_id, self.other)
        self.assertEqual(moves.line_ids.account_id.company_ids, self.other)
        customers = moves.line_ids.filtered(
            lambda line: line.account_type == "asset_receivable"
        )
        self.assertEqual(sum(customers.mapped("amount_residual")), 0)
        self.assertEqual(set(customers.mapped("reconciled")), {True})

    def test_orders_of_both_companies_in_one_batch(self):
        self.map_entity()
        here, there = self.sell(entity=None), self.sell()
        self.take("order_import", here["id"], there["id"])
        self.assertFalse(self.issues())
        ours, theirs = self.order(here), self.order(there)
        self.assertEqual((ours.company_id, theirs.company_id), (self.home, self.other))
        self.assertEqual(ours.invoice_ids.company_id, self.home)
        self.assertEqual(theirs.invoice_ids.company_id, self.other)
        self.assertEqual(self.booked(ours).company_id, self.home)
        self.assertEqual(ours.partner_id, theirs.partner_id)
        self.assertFalse(ours.partner_id.company_id)
        check = self.backend._check_books("2020-01-01", "2100-01-01")
        self.assertEqual((check.orders_checked, check.orders_differing), (2, 0))
