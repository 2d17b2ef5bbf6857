from odoo import api, fields, models

from ..shopify.errors import BusinessError
from ..shopify.values import instant
from .order_extras import tax_lines
from .order_kind import is_handed_over


class ShopifyOrderLookups(models.AbstractModel):
    """What a batch of orders needs of Odoo, looked up once for all of them."""

    _name = "shopify.order.lookups"
    _description = "Shopify Order Import: Lookups"

    @api.model
    def _prefetch(self, batch):
        policy = self.env["shopify.flow.order_import"]._policy(batch.backend)
        batch.lookups.update(
            policy=policy,
            side=policy.order_currency,
            currencies=self._currencies(batch),
            pricelists={},
            made=set(),  # ids of the orders whose lines were made in this run
            locations=self._locations(batch),
        )
        self._refuse_unknown_currencies(batch)
        nodes = batch.nodes.values()
        batch.lookups.update(
            partners=batch.env["shopify.order.partners"]._ensure(batch),
            variants=self._variants(batch),
            carriers=self.env["shopify.carrier"]._ensure(
                batch.backend,
                {
                    line["title"]
                    for node in nodes
                    for line in node["shippingLines"]["nodes"]
                },
            ),
            taxes=self.env["shopify.tax"]._ensure(batch.backend, self._tax_keys(batch)),
            tags=self._all_tags({tag for node in nodes for tag in node["tags"]}),
        )
        self.env["shopify.order.lines"]._prefetch_extras(batch)

    # -- money -------------------------------------------------------------------

    def _currencies(self, batch):
        codes = {self._currency_code(batch, node) for node in batch.nodes.values()}
        found = (
            self.env["res.currency"]
            .with_context(active_test=False)
            .search([("name", "in", list(codes))])
        )
        return {currency.name: currency for currency in found}

    def _currency_code(self, batch, node):
        policy = self.env["shopify.flow.order_import"]._policy(batch.backend)
        if policy.order_currency == "presentment":
            return node["presentmentCurrencyCode"]
        return node["currencyCode"]

    def _refuse_unknown_currencies(self, batch):
        """Orders in a currency that is switched off wait until it is switched on."""
        for gid, node in list(batch.nodes.items()):
            code = self._currency_code(batch, node)
            currency = batch.lookups["currencies"].get(code)
            if currency and currency.active:
                continue
            batch.problem(
                gid,
                BusinessError(
                    "currency_inactive",
                    self.env._(
                        "Order %(order)s is in %(currency)s, which is not active in "
                        "Odoo.",
                        order=node["name"],
                        currency=code,
                    ),
                    name=node["name"],
                    cause=f"currency_inactive:{code}",
                    fix=currency,
                ),
            )
            del batch.nodes[gid]

    def _currency(self, batch, node):
        return batch.lookups["currencies"][self._currency_code(batch, node)]

    def _currency_values(self, batch, node):
        """A sale order has its currency from its pricelist, or the company's."""
        currency = self._currency(batch, node)
        if currency == self.env.company.currency_id:
            return {"pricelist_id": False}
        pricelists = batch.lookups["pricelists"]
        if currency not in pricelists:
            pricelists[currency] = self._ensure_pricelist(batch.backend, currency)
        return {"pricelist_id": pricelists[currency].id}

    def _ensure_pricelist(self, backend, currency):
        """The store's pricelist without rules that only carries a currency."""
        values = {
            "name": f"{backend.name} {currency.name}",
            "currency_id": currency.id,
            "company_id": self.env.company.id,
        }
        domain = [(name, "=", value) for name, value in values.items()]
        pricelists = self.env["product.pricelist"]
        return pricelists.search(domain, limit=1) or pricelists.create(values)

    # -- taxes -------------------------------------------------------------------

    def _tax_keys(self, batch):
        return {
            self._tax_key(batch, node, tax["title"], tax["rate"])
            for node in batch.nodes.values()
            for tax in tax_lines(node)
            if not tax["channelLiable"]
        }

    def _tax_key(self, batch, node, title, rate):
        """What makes a tax the same tax: see `shopify.tax`."""
        address = node["shippingAddress"] or node["billingAddress"] or {}
        country = address.get("countryCodeV2") or batch.backend.country_id.code or ""
        region = address.get("provinceCode") or ""
        return (country, region, title, f"{float(rate):.6f}", node["taxesIncluded"])

    # -- things ------------------------------------------------------------------

    def _variants(self, batch):
        """{variant gid: product}; unknown ones are imported in this very job."""
        wanted = {
            line["variant"]["id"]: (line["product"] or {}).get("id")
            for node in batch.nodes.values()
            for line in node["lineItems"]["nodes"]
            if line["variant"]
        }
        flow = batch.env["shopify.flow.product_import"]
        return flow._ensure_variants(batch.backend, wanted) if wanted else {}

    def _all_tags(self, names):
        """{name: sales tag}, missing ones created."""
        if not names:
            return {}
        found = self.env["crm.tag"].search([("name", "in", list(names))])
        tags = {tag.name: tag for tag in found}
        missing = sorted(names - set(tags))
        created = self.env["crm.tag"].create([{"name": name} for name in missing])
        return {**tags, **dict(zip(missing, created, strict=True))}

    def _tags(self, batch, node):
        tags = self.env["crm.tag"]
        return tags.union(*(batch.lookups["tags"][name] for name in node["tags"]))

    def _carrier(self, batch, node):
        """The delivery method of the order's first shipping line, if mapped."""
        for line in node["shippingLines"]["nodes"]:
            if not line["isRemoved"]:
                return batch.lookups["carriers"][line["title"]].carrier_id
        return self.env["delivery.carrier"]

    def _locations(self, batch):
        gids = {gid for node in batch.nodes.values() for gid in location_gids(node)}
        if not gids:
            return {}
        return self.env["shopify.location"]._find(batch.backend, list(gids))

    def _warehouse(self, batch, node):
        """Where the order ships from: its mapped location, else the settings'."""
        mapped = [
            location.warehouse_id
            for location in self._known_locations(batch, node)
            if location.warehouse_id
        ]
        chosen = batch.lookups["policy"].order_warehouse_id
        return next(iter(mapped), chosen or self._warehouses(batch)[:1])

    def _known_locations(self, batch, node):
        locations = batch.lookups["locations"]
        return [locations[gid] for gid in location_gids(node) if gid in locations]

    def _check_location(self, batch, node):
        """With several warehouses, the wrong one must not ship."""
        known = self._known_locations(batch, node)
        if (
            known
            and not any(location.warehouse_id for location in known)
            and not batch.lookups["policy"].order_warehouse_id
            and len(self._warehouses(batch)) > 1
        ):
            self._note_unmapped_location(batch, node, known[0])

    def _warehouses(self, batch):
        if "warehouses" not in batch.lookups:
            batch.lookups["warehouses"] = self.env["stock.warehouse"].search(
                [("company_id", "=", self.env.company.id)]
            )
        return batch.lookups["warehouses"]

    def _note_unmapped_location(self, batch, node, location):
        batch.problem(
            node["id"],
            BusinessError(
                "location_unmapped",
                self.env._(
                    "Order %(order)s ships from %(location)s, which has no warehouse "
                    "yet.",
                    order=node["name"],
                    location=location.name,
                ),
                name=node["name"],
                cause=location._unmapped_cause(),
                fix=location,
            ),
        )

    def _order_date(self, node):
        return (
            instant(node["processedAt"] or node["createdAt"]) or fields.Datetime.now()
        )


def location_gids(node):
    """Ids of the locations that an order is to be shipped from, or was sold at."""
    orders = (node.get("fulfillmentOrders") or {}).get("nodes") or []
    gids = [
        each["assignedLocation"]["location"]["id"]
        for each in orders
        if each["assignedLocation"]["location"]
    ]
    if node["retailLocation"]:
        # What is still to be sent may come from elsewhere; the goods left from here.
        gids.insert(
            0 if is_handed_over(node) else len(gids), node["retailLocation"]["id"]
        )
    return gids
