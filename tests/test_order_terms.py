from odoo.tests import new_test_user

from .company_case import CompanyCase


class TestOrderTerms(CompanyCase):
    """Orders on payment terms, and what companies buy on."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["account.payment.term"].search([]).active = False
        cls.thirty = cls.create_term("In 30 days", 30)

    @classmethod
    def create_term(cls, name, days, **line):
        values = {"value": "percent", "value_amount": 100, "nb_days": days, **line}
        return cls.env["account.payment.term"].create(
            {"name": name, "line_ids": [(0, 0, values)]}
        )

    def mapping(self, title):
        return self.env["shopify.payment.term"].search(
            [("backend_id", "=", self.backend.id), ("title", "=", title)]
        )

    def place_on(self, terms, **values):
        company = self.create_company(contacts=[])
        return self.place_for(company, terms=terms, **values)

    # -- the terms of orders -------------------------------------------------------

    def test_terms_of_the_same_days_are_proposed(self):
        order = self.take_order(self.place_on("Net 30"))

        self.assertEqual(order.payment_term_id, self.thirty)
        self.assertRecordValues(
            self.mapping("Net 30"),
            [{"kind": "NET", "days": 30, "payment_term_id": self.thirty.id}],
        )

    def test_nothing_is_proposed_where_two_fit(self):
        self.create_term("Thirty", 30)

        self.take_order(self.place_on("Net 30"))
        self.assertFalse(self.mapping("Net 30").payment_term_id)

    def test_end_of_month_and_parts_are_not_the_same(self):
        self.create_term("End of month", 60, delay_type="days_after_end_of_month")
        self.env["account.payment.term"].create(
            {
                "name": "Half and half",
                "line_ids": [
                    (0, 0, {"value": "percent", "value_amount": 50, "nb_days": days})
                    for days in (0, 60)
                ],
            }
        )

        self.take_order(self.place_on("Net 60"))
        self.assertFalse(self.mapping("Net 60").payment_term_id)

    def test_unmapped_terms_hold_nothing(self):
        order = self.take_order(self.place_on("Due on fulfillment"))

        self.assertEqual(order.state, "sale")
        self.assertFalse(order.payment_term_id)
        self.assertFalse(self.issues())
        self.assertEqual(self.mapping("Due on fulfillment").kind, "FULFILLMENT")

    def test_the_invoice_is_due_as_agreed(self):
        order = self.take_order(self.place_on("Net 30"))

        invoice = self.invoice(order)
        due = invoice.invoice_date_due - invoice.invoice_date
        self.assertEqual(due.days, 30)

    def test_orders_without_terms_have_those_of_their_customer(self):
        sixty = self.create_term("In 60 days", 60)
        company = self.create_company(contacts=[])
        self.take_company(company).property_payment_term_id = sixty

        order = self.take_order(self.place_for(company))
        self.assertEqual(order.payment_term_id, sixty)

    def test_without_the_permission_terms_are_not_asked_for(self):
        node = self.place_on("Net 30")
        scopes = self.backend.granted_scopes.split(",")
        self.backend.granted_scopes = ",".join(
            scope for scope in scopes if not scope.endswith("_payment_terms")
        )

        order = self.take_order(node)
        self.assertFalse(self.mapping("Net 30"))
        self.assertEqual(order.state, "draft")

    # -- confirming ----------------------------------------------------------------

    def test_an_order_on_terms_is_confirmed_though_it_is_not_paid(self):
        order = self.take_order(self.place_on("Net 30"))

        self.assertEqual(order.state, "sale")

    def test_an_order_on_terms_waits_if_it_shall(self):
        self.policy("order_import").order_confirm_terms = False
        node = self.place_on("Net 30")

        order = self.take_order(node)
        self.assertEqual(order.state, "draft")
        self.store.pay_order(node["id"])
        self.take("order_import", node["id"])
        self.assertEqual(order.state, "sale")

    # -- invoices ------------------------------------------------------------------

    def test_an_order_on_terms_is_billed_before_it_is_paid(self):
        self.policy("order_import").order_invoice = "paid"

        order = self.take_order(self.place_on("Net 30"))
        invoice = order.invoice_ids
        self.assertEqual(invoice.state, "posted")
        self.assertEqual(invoice.payment_state, "not_paid")
        self.assertEqual((invoice.invoice_date_due - invoice.invoice_date).days, 30)

    def test_an_order_without_terms_is_not(self):
        self.policy("order_import").write(
            {"order_invoice": "paid", "order_confirm": "always"}
        )
        company = self.create_company(contacts=[])

        order = self.take_order(self.place_for(company, paid=False))
        self.assertEqual(order.state, "sale")
        self.assertFalse(order.invoice_ids)

    # -- drafts --------------------------------------------------------------------

    def test_a_draft_of_a_company_is_its_quotation(self):
        self.policy("draft_order_import").enabled = True
        company = self.create_company()
        draft = self.store.create_company_draft(
            company["locations"][0],
            [{"variant": self.shirt_variant, "quantity": 3}],
            po_number="PO-9",
            terms="Net 30",
        )

        self.take("draft_order_import", draft["id"])
        drafts = self.env["shopify.draft.order"]._find(self.backend, [draft["id"]])
        quotation = drafts[draft["id"]].odoo_id
        self.assertEqual(quotation.partner_invoice_id, self.link(company).odoo_id)
        self.assertEqual(
            quotation.partner_shipping_id, self.address(company["locations"][0])
        )
        self.assertEqual(quotation.payment_term_id, self.thirty)
        self.assertEqual(quotation.client_order_ref, "PO-9")
        order = self.take_order(self.store.complete_draft(draft["id"]))
        self.assertEqual(order, quotation)
        self.assertEqual(order.state, "sale")

    # -- the terms and prices of companies -----------------------------------------

    def test_a_company_has_the_terms_that_its_locations_agree_on(self):
        company = self.create_company(
            locations=[self.location(terms="Net 30"), self.location(terms="Net 30")]
        )

        acme = self.take_company(company)
        self.assertEqual(acme.property_payment_term_id, self.thirty)
        address = self.address(company["locations"][0])
        self.assertEqual(address.property_payment_term_id, self.thirty)

    def test_locations_that_differ_give_the_company_no_terms(self):
        company = self.create_company(
            locations=[self.location(terms="Net 30"), self.location()]
        )

        self.assertFalse(self.take_company(company).property_payment_term_id)

    def test_terms_chosen_later_reach_the_companies(self):
        company = self.create_company(locations=[self.location(terms="Net 7")])
        acme = self.take_company(company)
        self.assertFalse(acme.property_payment_term_id)
        week = self.create_term("A week", 7)
        user = new_test_user(self.env, "clerk", "connector_shopify.group_user")

        self.mapping("Net 7").with_user(user).payment_term_id = week
        self.assertEqual(acme.property_payment_term_id, week)

    def test_terms_of_a_company_known_before_stay(self):
        sixty = self.create_term("In 60 days", 60)
        known = self.env["res.partner"].create(
            {
                "name": "Acme",
                "is_company": True,
                "ref": "A-1",
                "property_payment_term_id": sixty.id,
            }
        )

        self.take_company(
            self.create_company(
                externalId="A-1", locations=[self.location(terms="Net 30")]
            )
        )
        self.assertEqual(known.property_payment_term_id, sixty)


class TestCatalogs(CompanyCase):
    """At which prices companies buy."""

    def catalog(self):
        return self.env["shopify.catalog"].search(
            [("backend_id", "=", self.backend.id)]
        )

    def pricelist(self, name):
        return self.env["product.pricelist"].create(
            {"name": name, "currency_id": self.env.ref("base.USD").id}
        )

    def test_a_catalogue_appears_without_a_pricelist(self):
        company = self.create_company()
        self.store.create_catalog("Dealers", company["locations"])

        acme = self.take_company(company)
        self.assertRecordValues(
            self.catalog(),
            [{"title": "Dealers", "currency": "USD", "pricelist_id": False}],
        )
        self.assertFalse(acme.specific_property_product_pricelist)

    def test_a_pricelist_of_the_same_name_is_proposed(self):
        dealers = self.pricelist("dealers")
        company = self.create_company()
        self.store.create_catalog("Dealers", company["locations"])

        acme = self.take_company(company)
        self.assertEqual(acme.property_product_pricelist, dealers)
        address = self.address(company["locations"][0])
        self.assertEqual(address.property_product_pricelist, dealers)

    def test_a_pricelist_chosen_later_reaches_the_companies(self):
        company = self.create_company()
        self.store.create_catalog("Dealers", company["locations"])
        acme = self.take_company(company)

        chosen = self.pricelist("Wholesale")
        self.catalog().pricelist_id = chosen
        self.assertEqual(acme.property_product_pricelist, chosen)

    def test_orders_keep_the_prices_of_the_store(self):
        company = self.create_company()
        self.store.create_catalog("Dealers", company["locations"])
        self.pricelist("Dealers").item_ids = [
            (0, 0, {"compute_price": "percentage", "percent_price": 50})
        ]

        node = self.place_for(company)
        self.assert_exact(node, self.take_order(node))

    def test_without_the_permission_catalogues_are_not_asked_for(self):
        scopes = self.backend.granted_scopes.split(",")
        self.backend.granted_scopes = ",".join(
            scope for scope in scopes if not scope.endswith("_products")
        )
        company = self.create_company()
        self.store.create_catalog("Dealers", company["locations"])

        self.assertTrue(self.take_company(company))
        self.assertFalse(self.catalog())
