from odoo import api, models

from .address import PLACE_FIELDS, clean, content_key
from .compare import changed_values
from .customer_values import language
from .order_address import main_place


class ShopifyFlowCompanyImport(models.AbstractModel):
    """The locations of companies: delivery addresses below the company."""

    _inherit = "shopify.flow.company_import"

    @api.model
    def _take_locations(self, batch):
        """Bring the locations of the batch's companies over."""
        links = {
            gid: batch.bindings[gid] for gid in batch.nodes if gid in batch.bindings
        }
        rows = {
            location["id"]: (link, location)
            for gid, link in links.items()
            for location in batch.nodes[gid]["locations"]["nodes"]
        }
        known = self.env["shopify.company.location"]._find(batch.backend, list(rows))
        for gid, (company, location) in rows.items():
            if gid in known:
                self._update_location(batch, known[gid], company, location)
        new = {gid: row for gid, row in rows.items() if gid not in known}
        self._link_locations(batch, new)
        there = self.env["shopify.company"].union(*links.values()).location_ids
        self._close(there.filtered(lambda each: each.external_id not in rows))

    @api.model
    def _close(self, locations):
        """Of locations that are gone nobody is to use the address any more, unless
        it was Odoo's before. Orders keep it."""
        locations.active = False
        made = locations.filtered(lambda location: not location.known_before)
        others = self.env["shopify.company.location"].search(
            [("odoo_id", "in", made.odoo_id.ids)]
        )
        (made.odoo_id - others.odoo_id).action_archive()

    def _link_locations(self, batch, rows):
        """Find or make the addresses of new locations, and link them."""
        found, missing = {}, {}
        for gid, (company, location) in rows.items():
            vals = self._prepare_location(batch, company, location)
            same = self._same_address(company.odoo_id, vals)
            if same:
                found[gid] = same
            else:
                missing[gid] = vals
        made = self.env["shopify.order.partners"]._create_contacts(
            list(missing.values())
        )
        partners = {**found, **dict(zip(missing, made, strict=True))}
        self.env["shopify.company.location"].create(
            [
                {
                    **self._prepare_link(batch, rows[gid][1]),
                    "backend_id": batch.backend.id,
                    "external_id": gid,
                    "company_bind_id": rows[gid][0].id,
                    "odoo_id": partner.id,
                    "known_before": gid in found,
                }
                for gid, partner in partners.items()
            ]
        )

    def _prepare_location(self, batch, company, location):
        """Values of a location's address; a company may have none yet."""
        address = location["shippingAddress"] or location["billingAddress"]
        values = batch.lookups["places"].values(address) if address else {}
        return {
            **values,
            "name": clean(location["name"]),
            "phone": clean(location["phone"] or (address and address["phone"])),
            "ref": clean(location["externalId"]),
            "lang": language(location["locale"], batch.lookups["languages"])
            or company.odoo_id.lang,
            "type": "delivery",
            "parent_id": company.odoo_id.id,
            "company_id": company.odoo_id.company_id.id,
        }

    def _same_address(self, company, vals):
        """The one delivery address of a company that is the same place."""
        key = content_key((), {name: vals.get(name) for name in PLACE_FIELDS})
        if key == content_key((), {}):
            return company.browse()
        same = company.child_ids.filtered(
            lambda child: (
                child.type == "delivery" and content_key((), main_place(child)) == key
            )
        )
        taken = self.env["shopify.company.location"].search(
            [("odoo_id", "in", same.ids)]
        )
        same -= taken.odoo_id
        return same if len(same) == 1 else same.browse()

    def _prepare_link(self, batch, location):
        address = location["shippingAddress"] or location["billingAddress"] or {}
        return {
            "name": location["name"],
            "recipient": address.get("recipient"),
            "active": True,
        }

    def _update_location(self, batch, binding, company, location):
        vals = self._prepare_location(batch, company, location)
        del vals["type"], vals["parent_id"], vals["company_id"]
        partner = binding.odoo_id
        vals = self._let_in(binding, self._apply_ownership(batch, vals, partner))
        changed = changed_values(
            partner, {name: value for name, value in vals.items() if value}
        )
        if set(changed) & set(PLACE_FIELDS):
            self.env["shopify.order.partners"]._keep_address(partner)
            changed = changed_values(partner, vals)
        partner.write(changed)
        link = {**self._prepare_link(batch, location), "company_bind_id": company.id}
        binding.write(changed_values(binding, link))
