"""Fills a store with what existed before a recording began."""

from ..mutations.product_options import unused_value
from ..mutations.variant_input import write_extras
from .compare import GID, differences, gids, number
from .knowledge import ROOTS
from .order_input import order_input
from .steps import rows

LONG_AGO = "2020-01-01T00:00:00Z"
_ORDER_CREATE = """mutation Seed($order: OrderCreateOrderInput!) {
  orderCreate(order: $order) { order { id name } userErrors { message } }
}"""
_PRODUCT = ("handle", "status", "vendor", "productType", "tags")
_VARIANT = ("sku", "barcode", "price", "compareAtPrice", "taxable")
_EXTRAS = ("taxCode", "requiresComponents", "showUnitPrice", "unitPriceMeasurement")
_CUSTOMER = ("firstName", "lastName", "email", "phone", "tags", "note")
_LOCATION = ("isActive", "fulfillsOnlineOrders", "isFulfillmentService")


class Seeder:
    """Creates the objects that a recording takes for granted, and binds their ids."""

    def __init__(self, recording, knowledge, store, ids, ask):
        self.recording, self.knowledge = recording, knowledge
        self.store, self.ids, self.ask = store, ids, ask
        self.made_before = {}  # type -> when the last one was made

    def fill(self):
        """Create everything that was there before the first step."""
        self._describe_shop()
        self._choose_location()
        makers = {
            "Location": self._location,
            "Product": self._product,
            "ProductVariant": self._product_of_variant,
            "InventoryItem": self._product_of_item,
            "Customer": self._customer,
            "MailingAddress": self._address,
            "Order": self._order,
        }
        for gid in sorted(self.knowledge.existing, key=_rank):
            if not self.ids.known(gid):
                node = self.knowledge.objects[gid]
                makers[GID.match(gid)[1]](gid, node)
                self._write_times(gid, node)
        self._bind_parts()

    def _describe_shop(self):
        """The shop and its owner as far as the recording shows them."""
        own = {"Shop": self.store.shop, "BusinessEntity": self.store.business_entity}
        for gid, node in self.knowledge.objects.items():
            if target := own.get(GID.match(gid)[1]):
                self.ids.bind(gid, target["id"])
                _fill_in(target, node)

    def _choose_location(self):
        """Find out by its name which location gets the orders, or make it."""
        known = self.knowledge
        if known.location or not known.location_name:
            return
        named = [
            gid
            for gid, node in known.objects.items()
            if "/Location/" in gid and node.get("name") == known.location_name
        ]
        if named:
            known.location = named[0]
        else:
            self.store.create_location(known.location_name)

    def _write_times(self, gid, node):
        """Times as read; without any: made after what has a lower id, changed longer
        ago than all that was read.
        """
        own = self.store.objects.get(self.ids.here.get(gid)) or {}
        if "createdAt" in own:
            before = self.made_before.get(own["__typename"], LONG_AGO)
            own["createdAt"] = node.get("createdAt") or before
            own["updatedAt"] = node.get("updatedAt") or LONG_AGO
            self.made_before[own["__typename"]] = own["createdAt"]

    def _location(self, gid, node):
        fields = _given(node, _LOCATION)
        if self.knowledge.location:
            fields["isPrimary"] = gid == self.knowledge.location
        made = self.store.create_location(node.get("name") or "Warehouse", **fields)
        self.ids.bind(gid, made["id"])

    def _product(self, gid, node):
        recorded = [self.knowledge.of(row) for row in rows(node.get("variants"))]
        made = self._make_product(node, recorded or [{}])
        self.ids.bind(gid, made["id"])
        options = node.get("options") or []
        for option, own in zip(options, made["options"], strict=False):
            own["optionValues"] += [
                unused_value(self.store, value["name"])
                for value in option.get("optionValues") or []
                if not value["hasVariants"]
            ]

    def _product_of_variant(self, gid, node):
        product = self.knowledge.of(node.get("product"))
        made = self._make_product(product, [{**node, "id": gid}])
        if product.get("id") and not self.ids.known(product["id"]):
            self.ids.bind(product["id"], made["id"])

    def _product_of_item(self, gid, node):
        variant = {**(node.get("variant") or {}), "inventoryItem": {**node, "id": gid}}
        self._make_product(variant.get("product") or {}, [variant])

    def _make_product(self, node, recorded):
        """A product with these variants; binds the variants and their items."""
        made = self.store.create_product(
            node.get("title") or "Product",
            variants=[self._variant_values(variant) for variant in recorded],
            **_given(node, _PRODUCT),
        )
        for variant, own in zip(recorded, made["variants"], strict=True):
            item = self.knowledge.of(variant.get("inventoryItem"))
            extras = {**_given(variant, _EXTRAS), "inventoryItem": item}
            write_extras(self.store, own, extras)
            for recorded_id, own_id in (
                (variant.get("id"), own["id"]),
                (item.get("id"), own["inventoryItem"]),
            ):
                if recorded_id:
                    self.ids.bind(recorded_id, own_id)
        return made

    def _variant_values(self, node):
        values = _given(node, _VARIANT)
        options = {o["name"]: o["value"] for o in node.get("selectedOptions") or []}
        if set(options) - {"Title"}:
            values["options"] = options
        item = self.knowledge.of(node.get("inventoryItem"))
        values["tracked"] = item.get("tracked") or False
        values["inventory"] = {
            self.ids.here[level["location"]["id"]]: _available(level)
            for level in rows(item.get("inventoryLevels"))
            if self.ids.known((level.get("location") or {}).get("id"))
        }
        return values

    def _customer(self, gid, node):
        made = self.store.create_customer(**_given(node, _CUSTOMER))
        self.ids.bind(gid, made["id"])

    def _address(self, gid, node):
        """An address that is only ever sent is that of another customer."""
        if not node:
            address = {"address1": "1 Elsewhere", "countryCode": "CA"}
            other = self.store.create_customer(firstName="Other", addresses=[address])
            self.ids.bind(gid, other["addressesV2"][0]["id"])

    def _order(self, gid, node):
        values = self.ids.translate(order_input(node))
        answer = self.ask(_ORDER_CREATE, {"order": values})
        made = answer["data"]["orderCreate"]["order"]
        self.ids.bind(gid, made["id"])
        if node.get("name"):
            self.ids.bind(node["name"], made["name"])
        if node.get("cancelledAt"):
            self.store.cancel_order(made["id"])

    def _bind_parts(self):
        """Read again what was read before the first step: binds lines, payments …"""
        for read in self.recording.prior:
            if all(self.ids.known(g) for g in gids(read.variables)) and read.data:
                answer = self.ask(read.document, self.ids.translate(read.variables))
                list(differences(read.data, answer.get("data"), self.ids))


def _rank(gid):
    """By type, then by number: ids grow with time."""
    digits = number(gid)
    return ROOTS.index(GID.match(gid)[1]), int(digits) if digits.isdigit() else 0


def _given(node, keys):
    return {key: node[key] for key in keys if node.get(key) is not None}


def _fill_in(target, node):
    for key, value in node.items():
        if isinstance(value, dict) and isinstance(target.get(key), dict):
            _fill_in(target[key], value)
        elif key != "id" and not isinstance(value, (dict, list)):
            target[key] = value


def _available(level):
    quantities = level.get("quantities") or []
    return next((q["quantity"] for q in quantities if q["name"] == "available"), 0)
