import heapq
from itertools import chain, islice
from operator import itemgetter

from odoo import api, models
from odoo.tools import plaintext2html

from ..shopify.values import instant
from .address import Places, clean
from .company_match import ambiguous_company, candidates
from .customer_values import language
from .partner_guard import ADDRESS_FIELDS

PAGE = 250  # rows of a scan that are looked up at once
PARTS = {"locations": "company_locations", "contacts": "company_contacts"}


class ShopifyFlowCompanyImport(models.AbstractModel):
    """Every company that buys in the store is a company in Odoo, or linked to one.

    Its locations are its delivery addresses (`company_locations`), the customers who
    order for it the people in it (`company_contacts`). A company that Odoo had
    before is found by its tax number or its reference; it keeps its name and only
    gets its empty fields filled.

    Shops that sell to persons only do without: this flow is off at first. Orders of
    companies bring their company along in any case (`order_company`).
    """

    _name = "shopify.flow.company_import"
    _inherit = "shopify.flow.contact_import"
    _description = "Companies"

    _shopify_resource = "Company"
    _shopify_topics = tuple(
        f"{kind}/{verb}"
        for kind in ("companies", "company_locations", "company_contacts")
        for verb in ("create", "update", "delete")
    )
    _shopify_scopes = ("read_customers",)
    _shopify_sequence = 35
    _shopify_binding = "shopify.company"
    _shopify_query = "company"
    _shopify_scan_query = "companies_delta"
    _shopify_connection = "companies"
    _field_group_owners = {
        "identity": "shopify",
        "address": "shopify",
        "notes": "first_import",
        "language": "shopify",
        "conditions": "shopify",
    }

    @api.model
    def _field_group_labels(self):
        return {
            "identity": self.env._("Name, reference and tax number"),
            "address": self.env._("Address and phone"),
            "notes": self.env._("Notes"),
            "language": self.env._("Language"),
            "conditions": self.env._("Payment terms and pricelist"),
        }

    @api.model
    def _field_groups(self):
        groups = {
            "identity": ("name", "ref", "vat"),
            "address": (*ADDRESS_FIELDS, "phone"),
            "notes": ("comment",),
            "language": ("lang",),
            "conditions": (
                "property_payment_term_id",
                "specific_property_product_pricelist",
            ),
        }
        return {name: group for group, names in groups.items() for name in names}

    @api.model
    def _prepare_policy(self, backend):
        """Most shops do without: somebody switches it on."""
        return {**super()._prepare_policy(backend), "enabled": False}

    # -- reading -----------------------------------------------------------------

    @api.model
    def _event_resource(self, topic, payload):
        """What happens to a location or a contact happens to their company."""
        return payload.get("company", payload)["admin_graphql_api_id"]

    @api.model
    def _query_variables(self, backend):
        granted = (backend.granted_scopes or "").split(",")
        return {"catalogs": "read_products" in granted or "write_products" in granted}

    @api.model
    def _fetch(self, batch):
        """Companies with more locations or contacts than one answer holds are read
        page by page. A company is as new as the newest of its locations."""
        super()._fetch(batch)
        for gid, node in batch.nodes.items():
            for part, query in PARTS.items():
                page = node[part]["pageInfo"]
                if page["hasNextPage"]:
                    self._fetch_rest(batch, gid, part, query, page["endCursor"])
            times = [each["updatedAt"] for each in node["locations"]["nodes"]]
            node["updatedAt"] = max([node["updatedAt"], *times])

    def _fetch_rest(self, batch, gid, part, query, cursor):
        variables = {"id": gid, "cursor": cursor}
        if part == "locations":
            variables |= self._query_variables(batch.backend)
        for page in batch.client.pages(query, f"company.{part}", **variables):
            batch.nodes[gid][part]["nodes"].extend(page)

    @api.model
    def _scan(self, backend, since):
        """Also companies of which only a location changed, all in the order of time."""
        query = f"updated_at:>='{since.isoformat()}Z'" if since else ""
        pages = backend._client().pages(
            "company_locations_delta", "companyLocations", query=query
        )
        locations = (
            (row["company"]["id"], instant(row["updatedAt"]))
            for page in pages
            for row in page
        )
        companies = chain.from_iterable(super()._scan(backend, since))
        rows = heapq.merge(companies, locations, key=itemgetter(1))
        yield from iter(lambda: list(islice(rows, PAGE)), [])

    # -- preparing ---------------------------------------------------------------

    @api.model
    def _prefetch(self, batch):
        nodes = batch.nodes.values()
        branches = [each for node in nodes for each in node["locations"]["nodes"]]
        addresses = chain.from_iterable(
            (each["billingAddress"], each["shippingAddress"]) for each in branches
        )
        batch.lookups.update(
            places=Places(self.env, addresses),
            languages=[code for code, _name in self.env["res.lang"].get_installed()],
            candidates=candidates(
                batch.backend,
                [node for node in nodes if node["id"] not in batch.bindings],
            ),
        )

    @api.model
    def _prepare_values(self, batch, node):
        rivals = batch.lookups["candidates"].get(node["id"], ())
        if len(rivals) > 1:
            raise ambiguous_company(self.env, node["name"], rivals)
        main = next(iter(node["locations"]["nodes"]), None)
        values = {
            "name": clean(node["name"]),
            "ref": clean(node["externalId"]),
            "phone": main and clean(main["phone"]),
            "lang": main and language(main["locale"], batch.lookups["languages"]),
            "comment": node["note"] and plaintext2html(node["note"]),
        }
        values = {name: value for name, value in values.items() if value}
        address = main and (main["billingAddress"] or main["shippingAddress"])
        if address:
            values |= batch.lookups["places"].values(address)
        return values

    # -- writing -----------------------------------------------------------------

    @api.model
    def _match(self, batch, new):
        """A company of Odoo stands for one of the store's companies, not for two."""
        found = {}
        for gid in new:
            company = batch.lookups["candidates"][gid]
            if company and company not in found.values():
                found[gid] = company
        return found

    @api.model
    def _adopt(self, batch, new):
        super()._adopt(batch, new)
        for gid in new:
            if gid in batch.bindings:
                batch.bindings[gid].known_before = True

    @api.model
    def _create_new(self, batch, new):
        extra = {"is_company": True, "company_id": batch.backend.company_id.id}
        return super()._create_new(
            batch, {gid: {**vals, **extra} for gid, vals in new.items()}
        )

    @api.model
    def _after_import(self, batch, created):
        for gid, node in batch.nodes.items():
            if gid in batch.bindings:
                batch.bindings[gid].name = node["name"]
        self._take_locations(batch)
        self._take_contacts(batch)
