import time

from odoo import api, models, sql_db
from odoo.fields import Command

ORDER_FIELDS = (
    "client_order_ref",
    "company_id",
    "date_order",
    "origin",
    "partner_id",
    "partner_invoice_id",
    "partner_shipping_id",
    "team_id",
    "user_id",
    "warehouse_id",
)
LINE_FIELDS = (
    "discount",
    "name",
    "price_unit",
    "product_id",
    "product_uom_id",
    "product_uom_qty",
    "sequence",
)
PARTNER_FIELDS = (
    "city",
    "company_id",
    "company_name",
    "country_id",
    "email",
    "lang",
    "name",
    "phone",
    "state_id",
    "street",
    "street2",
    "type",
    "zip",
)


class ShopifyBench(models.AbstractModel):
    """The floor: plain Odoo making the same orders, as the same user.

    The values are those of imported orders (same partners, products, lines, taxes),
    known beforehand: no reading, no matching, no exact amounts, no bindings.
    """

    _inherit = "shopify.bench"

    @api.model
    def floor(self, backend_id, order_ids, batch_size, with_partners=False):
        """Create and confirm copies of orders; {"sql", "cpu_s", "s"} in all."""
        backend = self.env["shopify.backend"].browse(backend_id)._for_flow()
        orders = backend.env["sale.order"].browse(order_ids)
        rows = [self._prepare_order(order) for order in orders]
        partners = [self._prepare_partners(order) for order in orders]
        self.env.cr.commit()
        spent = {"sql": 0, "cpu_s": 0.0, "s": 0.0}
        for start in range(0, len(rows), batch_size):
            chunk = slice(start, start + batch_size)
            news = partners[chunk] if with_partners else None
            self._measure(spent, backend, rows[chunk], news)
        return spent

    def _measure(self, spent, backend, rows, partners):
        sql, cpu, wall = sql_db.sql_counter, time.process_time(), time.monotonic()
        with self.env.registry.cursor() as cr:
            env = backend.env(cr=cr)
            if partners:
                self._create_partners(env, rows, partners)
            env["sale.order"].create(rows).action_confirm()
        spent["s"] += time.monotonic() - wall
        spent["cpu_s"] += time.process_time() - cpu
        spent["sql"] += sql_db.sql_counter - sql

    def _create_partners(self, env, rows, partners):
        """Each order's customer and delivery address, in two creates."""
        customers = env["res.partner"].create([customer for customer, _to in partners])
        contacts = env["res.partner"].create(
            [
                {**contact, "parent_id": customer.id}
                for customer, (_values, contact) in zip(
                    customers, partners, strict=True
                )
            ]
        )
        for row, customer, contact in zip(rows, customers, contacts, strict=True):
            row["partner_id"] = customer.id
            row["partner_invoice_id"] = row["partner_shipping_id"] = contact.id

    def _prepare_partners(self, order):
        return (
            plain_values(order.partner_id, PARTNER_FIELDS),
            plain_values(order.partner_shipping_id, PARTNER_FIELDS),
        )

    def _prepare_order(self, order):
        lines = [
            {
                **plain_values(line, LINE_FIELDS),
                "tax_ids": [Command.set(line.tax_ids.ids)],
            }
            for line in order.order_line
        ]
        return {
            **plain_values(order, ORDER_FIELDS),
            "name": f"F{order.name}",
            "order_line": [Command.create(line) for line in lines],
        }


def plain_values(record, names):
    """Values of a record's fields in the form that `create` takes."""
    return {
        name: record._fields[name].convert_to_write(record[name], record)
        for name in names
    }
