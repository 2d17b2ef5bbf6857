from .test_customer_import import BERLIN
from .test_order_addresses import OrderAddressesCase
from .test_order_partners import LYON

BONN = {**BERLIN, "address1": "Lindenweg 7", "zip": "53113", "city": "Bonn"}


class TestCustomerAddresses(OrderAddressesCase):
    """A customer's address book changes; what is on its way does not."""

    def book(self, customer, *addresses):
        """The customer's address book is another one now; the first is the main one."""
        self.store.update_customer(customer, addresses=list(addresses))
        self.take("customer_import", customer)

    def read_again(self, binding):
        self.store.update_order(binding.external_id, note="Ring twice")
        self.take("order_import", binding.external_id)

    def cities(self, sale):
        """Where an order is billed, where it goes, and where its goods go."""
        contacts = sale.partner_invoice_id + sale.partner_shipping_id
        return (contacts + sale.picking_ids.partner_id).mapped("city")

    def test_an_address_deleted_in_the_store_stays_where_it_is_used(self):
        customer = self.customer(addresses=[BERLIN, LYON])
        binding = self.sale(customer=customer, shipping_address=LYON)
        address = binding.odoo_id.partner_shipping_id
        self.book(customer, BERLIN)
        self.read_again(binding)
        self.assertEqual(binding.odoo_id.partner_shipping_id, address)
        self.assertEqual((address.active, address.city), (True, "Lyon"))
        self.assertEqual(self.cities(binding.odoo_id), ["Lyon", "Lyon", "Lyon"])

    def test_the_main_address_is_deleted_and_another_becomes_it(self):
        customer = self.customer(addresses=[BERLIN, BONN])
        sale = self.sale(customer=customer, shipping_address=BERLIN).odoo_id
        self.book(customer, BONN)
        self.assertEqual(sale.partner_id.city, "Bonn")
        self.assertEqual(self.cities(sale), ["Berlin", "Berlin", "Berlin"])

    def test_the_only_address_is_deleted(self):
        customer = self.customer()
        sale = self.sale(customer=customer, shipping_address=BERLIN).odoo_id
        self.book(customer)
        self.assertEqual(sale.partner_id.city, "Berlin")
        self.assertEqual(self.cities(sale), ["Berlin", "Berlin", "Berlin"])

    def test_a_past_order_stays_where_it_was_sent(self):
        customer = self.customer()
        binding = self.sale(customer=customer, shipping_address=BERLIN)
        picking = binding.odoo_id.picking_ids
        picking.move_ids.quantity = 1
        picking.button_validate()
        self.assertEqual(picking.state, "done")
        self.book(customer, BONN)
        self.read_again(binding)
        self.assertEqual(self.cities(binding.odoo_id), ["Berlin", "Berlin", "Berlin"])

    def test_moving_twice_keeps_each_order_at_its_own_place(self):
        customer = self.customer()
        first = self.sale(customer=customer, shipping_address=BERLIN).odoo_id
        self.book(customer, BONN)
        second = self.sale(customer=customer, shipping_address=BONN).odoo_id
        self.book(customer, LYON)
        self.book(customer, BERLIN)
        self.assertEqual(set(self.cities(first)), {"Berlin"})
        self.assertEqual(set(self.cities(second)), {"Bonn"})
        self.assertEqual(first.partner_id.city, "Berlin")

    def test_an_archived_address_stays_on_the_order_that_uses_it(self):
        customer = self.customer()
        binding = self.sale(customer=customer, shipping_address=LYON)
        sale, address = binding.odoo_id, binding.odoo_id.partner_shipping_id
        address.action_archive()
        count = self.env["res.partner"].with_context(active_test=False).search_count([])
        self.read_again(binding)
        self.assertEqual((sale.partner_shipping_id, address.active), (address, False))
        self.assertEqual(sale.picking_ids.partner_id, address)
        after = self.env["res.partner"].with_context(active_test=False).search_count([])
        self.assertEqual(after, count)
        sale.picking_ids.move_ids.quantity = 1
        sale.picking_ids.button_validate()
        self.assertEqual(sale.picking_ids.state, "done")

    def test_a_new_order_does_not_use_an_archived_address(self):
        customer = self.customer()
        old = self.sale(customer=customer, shipping_address=LYON).odoo_id
        old.partner_shipping_id.action_archive()
        new = self.sale(customer=customer, shipping_address=LYON).odoo_id
        self.assertNotEqual(new.partner_shipping_id, old.partner_shipping_id)
        self.assertTrue(new.partner_shipping_id.active)

    def test_an_archived_customer_who_orders_again(self):
        customer = self.customer()
        old = self.sale(customer=customer, shipping_address=BERLIN).odoo_id
        old.partner_id.action_archive()
        new = self.sale(customer=customer, shipping_address=BERLIN).odoo_id
        self.assertEqual(new.partner_id, old.partner_id)
        self.assertFalse(self.issues())

    def test_a_customer_deleted_in_the_store_leaves_the_addresses(self):
        customer = self.customer()
        binding = self.sale(customer=customer, shipping_address=LYON)
        address = binding.odoo_id.partner_shipping_id
        node = self.store.objects.pop(customer)
        self.addCleanup(self.store.objects.__setitem__, customer, node)
        self.take("customer_import", customer)
        self.assertTrue(address.active and binding.odoo_id.partner_id.active)
