from pathlib import Path

from odoo import api, models
from odoo.tools import SQL

from odoo.addons.connector_shopify.shopify import bulk


class ShopifyBench(models.AbstractModel):
    """A comparison of very many levels."""

    _inherit = "shopify.bench"

    @api.model
    def create_catalogue(self, backend_id, items):
        """A storable product, linked, with 10 units in two places, for each item."""
        template, product, binding, quants = self._samples(backend_id)
        numbers = list(range(len(items)))
        template_ids = self._multiply(template, {}, numbers)
        product_ids = self._multiply(
            product, {"product_tmpl_id": template_ids}, numbers
        )
        items_of = {
            "odoo_id": product_ids,
            "inventory_item_id": items,
            "external_id": [item.replace("InventoryItem", "Bench") for item in items],
        }
        self._multiply(binding, items_of, numbers)
        for quant in quants:
            self._multiply(quant, {"product_id": product_ids}, numbers)
        return True

    def _samples(self, backend_id):
        """One of each record that is multiplied; made once, kept out of the way."""
        name = "Scanned article"
        product = self.env["product.product"].search([("name", "=", name)], limit=1)
        if not product:
            product = product.create({"name": name, "is_storable": True})
            places = self.env["stock.warehouse"].search([]).lot_stock_id
            for place in places:
                self.env["stock.quant"]._update_available_quantity(product, place, 10)
            head = self.env["shopify.product.template"].create(
                {
                    "backend_id": backend_id,
                    "odoo_id": product.product_tmpl_id.id,
                    "external_id": "gid://shopify/Product/1",
                }
            )
            self.env["shopify.product.product"].create(
                {
                    "backend_id": backend_id,
                    "odoo_id": product.id,
                    "template_id": head.id,
                    "external_id": "gid://shopify/Bench/1",
                }
            )
        domain = [("odoo_id", "=", product.id)]
        binding = self.env["shopify.product.product"].search(domain)
        quants = self.env["stock.quant"].search([("product_id", "=", product.id)])
        self.env.flush_all()
        return product.product_tmpl_id, product, binding, quants

    def _multiply(self, record, values, numbers):
        """Copy a row so often, with these columns different; ids of the copies."""
        columns = [
            name
            for name, field in record._fields.items()
            if field.store and field.column_type and name not in ("id", *values)
        ]
        new = [SQL("v.%s", SQL.identifier(name)) for name in values]
        query = SQL(
            """INSERT INTO %(table)s (%(columns)s)
               SELECT %(copied)s FROM %(table)s s,
                      ROWS FROM (%(lists)s) WITH ORDINALITY AS v(%(names)s)
                WHERE s.id = %(id)s RETURNING id""",
            table=SQL.identifier(record._table),
            columns=SQL(", ").join(map(SQL.identifier, [*columns, *values])),
            copied=SQL(", ").join(
                [*(SQL("s.%s", SQL.identifier(name)) for name in columns), *new]
            ),
            lists=SQL(", ").join(
                SQL("unnest(%s)", list(column))
                for column in [numbers, *values.values()]
            ),
            names=SQL(", ").join(
                map(SQL.identifier, ["number", *values, "ordinality"])
            ),
            id=record.id,
        )
        self.env.cr.execute(query)
        return [id_ for (id_,) in self.env.cr.fetchall()]

    @api.model
    def index_catalogue(self):
        """Let PostgreSQL know how much there is now."""
        self.env.cr.execute(
            """ANALYZE product_template; ANALYZE product_product; ANALYZE stock_quant;
               ANALYZE shopify_product_product"""
        )
        return True

    @api.model
    def age_levels(self):
        self.env.cr.execute(
            """UPDATE shopify_stock_level SET known_at = known_at - interval '1 hour';
               ANALYZE shopify_stock_level"""
        )
        return True

    @api.model
    def start_comparison(self, policy_id):
        """Returns the operation that writes the file."""
        policy = self.env["shopify.policy"].browse(policy_id)
        policy._job_scan()
        return policy.compare_operation

    @api.model
    def go_on_with_comparison(self, policy_id):
        """Let jobs read the file; MB that this process holds now."""
        self.env["shopify.policy"].browse(policy_id)._request_run()
        return reset_peak()

    @api.model
    def memory_peak(self):
        """The most MB that this process held since then."""
        return peak()

    @api.model
    def read_plainly(self, backend_id, gid):
        """The floor: every line of a finished file, looked at and forgotten."""
        client = self.env["shopify.backend"].browse(backend_id)._client()
        operation = bulk.poll(client, gid)
        with self._measured() as spent:
            assert sum(1 for _row in bulk.rows(client, operation))
        return spent


def reset_peak():
    """MB that this process holds now; its peak is measured from here."""
    Path("/proc/self/clear_refs").write_text("5")
    return peak()


def peak():
    status = Path("/proc/self/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024
