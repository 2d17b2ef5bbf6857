from .test_customer_import import BERLIN
from .test_order_partners import LYON, OrderPartnersCase


class OrderAddressesCase(OrderPartnersCase):
    """Whole orders, of one storable product."""

    def sale(self, **values):
        """An order of one storable product, imported and confirmed."""
        product = self.store.create_product(
            "Mug", variants=[{"sku": self.store.new_gid("Sku"), "price": "9.99"}]
        )
        line = {"variant": product["variants"][0]["id"], "quantity": 1}
        order = self.store.place_order([line], **values)
        self.take("order_import", order["id"])
        binding = self.env["shopify.sale.order"].search(
            [("external_id", "=", order["id"])]
        )
        self.assertEqual(binding.odoo_id.state, "sale")
        return binding


class TestOrderAddresses(OrderAddressesCase):
    """Where the goods of an order go, whatever happens later."""

    def move(self, customer, address):
        """The customer flow knows the customer, who then moves."""
        self.take("customer_import", customer)
        self.store.update_customer(customer, addresses=[address])
        self.take("customer_import", customer)

    def test_goods_go_to_the_orders_own_address(self):
        sale = self.sale(
            customer=self.customer(), shipping_address=LYON, billing_address=BERLIN
        ).odoo_id
        self.assertEqual(sale.partner_id.city, "Berlin")
        self.assertEqual(sale.partner_invoice_id, sale.partner_id)
        self.assertPlace(
            sale.picking_ids.partner_id,
            name="Camille Roux",
            street="2 quai Saint-Antoine",
            zip="69002",
            city="Lyon",
        )

    def test_order_stays_where_it_was_sent_when_the_customer_moves(self):
        customer = self.customer()
        binding = self.sale(customer=customer, shipping_address=BERLIN)
        sale = binding.odoo_id
        self.assertEqual(sale.picking_ids.partner_id, sale.partner_id)
        self.move(customer, {**BERLIN, "address1": "Lindenweg 7", "city": "Bonn"})
        self.assertPlace(sale.partner_id, street="Lindenweg 7", city="Bonn")
        for partner in (
            sale.partner_shipping_id,
            sale.partner_invoice_id,
            sale.picking_ids.partner_id,
        ):
            self.assertPlace(
                partner,
                name="Anna Weber",
                parent_id=sale.partner_id.id,
                street="Hauptstraße 5",
                city="Berlin",
            )

    def test_old_order_read_again_after_the_move_makes_nothing(self):
        customer = self.customer()
        binding = self.sale(customer=customer, shipping_address=BERLIN)
        self.move(customer, LYON)
        count = self.env["res.partner"].search_count([])
        self.store.update_order(binding.external_id, note="Ring twice")
        self.take("order_import", binding.external_id)
        self.assertEqual(self.env["res.partner"].search_count([]), count)
        self.assertEqual(binding.odoo_id.partner_shipping_id.city, "Berlin")

    def test_customer_without_an_address_gets_one(self):
        customer = self.customer(addresses=[])
        sale = self.sale(customer=customer).odoo_id
        self.move(customer, BERLIN)
        self.assertEqual(sale.partner_shipping_id, sale.partner_id)
        self.assertPlace(sale.partner_id, city="Berlin", child_ids=[])

    def test_customer_known_before_does_not_move(self):
        partner = self.env["res.partner"].create(
            {"name": "A. Weber", "email": "a@example.com", "city": "Bonn"}
        )
        customer = self.customer()
        sale = self.sale(customer=customer, shipping_address=LYON).odoo_id
        self.move(customer, BERLIN)
        self.assertEqual((sale.partner_id, partner.city), (partner, "Bonn"))
        self.assertEqual(sale.partner_shipping_id.city, "Lyon")
