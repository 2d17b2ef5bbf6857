"""Fills a store with what existed before a recording began.

The recording itself tells: reads made before, and objects that steps use without
having created them.
"""

import json
import re
from decimal import Decimal

from ..mutations.product_options import unused_value
from .compare import GID, differences, gids, number

ROOTS = (
    "Location", "Product", "ProductVariant", "InventoryItem", "Customer",
    "MailingAddress", "Order",
)  # fmt: skip
LONG_AGO = "2020-01-01T00:00:00Z"
_BORN = {
    "order": ("Order",),
    "product": ("Product", "ProductVariant", "InventoryItem"),
    "customer": ("Customer", "MailingAddress"),
    "location": ("Location",),
}


class Seeder:
    """Creates the objects that a recording takes for granted, and binds their ids."""

    def __init__(self, recording, store, ids, ask):
        self.recording, self.store, self.ids, self.ask = recording, store, ids, ask
        self.assigned = set()  # the location that gets the orders,
        self.place = None  # and its name
        self.made_before = {}  # type -> when the last one was made
        self.known = {}  # recorded gid -> all that was ever read of it, oldest first
        self.existing = []

    def fill(self):
        """Create everything that was there before the first step."""
        self._look()
        if self.place and not self.assigned:
            named = [g for g, n in self.known.items() if n.get("name") == self.place]
            self.assigned = {g for g in named if "/Location/" in g}
            if not self.assigned:
                self.store.create_location(self.place)
        self._describe_shop()
        makers = {
            "Location": self._location,
            "Product": self._product,
            "ProductVariant": self._product_of_variant,
            "InventoryItem": self._product_of_item,
            "Customer": self._customer,
            "MailingAddress": self._address,
            "Order": self._order,
        }
        for gid in sorted(self.existing, key=self._rank):
            if not self.ids.known(gid):
                makers[GID.match(gid)[1]](gid, self.known.get(gid, {}))
                self._write_times(gid)
        self._bind_parts()

    def _rank(self, gid):
        """Ids grow with time."""
        kind, digits = GID.match(gid)[1], number(gid)
        return ROOTS.index(kind), int(digits) if digits.isdigit() else 0

    def _describe_shop(self):
        """The shop and its owner as far as the recording shows them."""
        own = {"Shop": self.store.shop, "BusinessEntity": self.store.business_entity}
        for gid, node in self.known.items():
            if GID.match(gid)[1] in own:
                target = own[GID.match(gid)[1]]
                self.ids.bind(gid, target["id"])
                _fill_in(target, node)

    def _write_times(self, gid):
        """Times as read; without any: made after what has a lower id, changed longer
        ago than all that was read.
        """
        node = self.store.objects.get(self.ids.here.get(gid)) or {}
        before = self.made_before.get(GID.match(gid)[1], LONG_AGO)
        if "createdAt" in node:
            node["createdAt"] = self.known[gid].get("createdAt") or before
            node["updatedAt"] = self.known[gid].get("updatedAt") or LONG_AGO
            self.made_before[node["__typename"]] = node["createdAt"]

    def missing_ids(self, step):
        """Ids of an order edit that the step's variables leave out."""
        root = next(iter(step.data), "")
        if not root.startswith("orderEdit") or root == "orderEditBegin":
            return {}
        title = ((step.data[root] or {}).get("calculatedLineItem") or {}).get("title")
        found = {}
        for gid, node in self.known.items():
            if GID.match(gid)[1] == "CalculatedOrder":
                found["id"] = gid
            elif GID.match(gid)[1] == "CalculatedLineItem" and node.get("title") == title:
                found["lineItemId"] = gid
        return {key: value for key, value in found.items() if key not in step.variables}

    def _look(self):
        """Learn the objects, and which of them no step creates."""
        born = set()
        self._learn(self.recording.setup)
        for read in self.recording.prior:
            self._learn(read.data)
        for step in self.recording.steps:
            self._learn_search(step)
            created = _created_types(step)
            for gid in gids(step.variables):
                self._exists(gid, born)
                # A line's variant may be anything: unknown ones are ignored (seen).
                if "?" in gid or accepted(step) and "/ProductVariant/" not in gid:
                    self.known.setdefault(gid, {})
            for gid in gids(step.data):
                if GID.match(gid)[1] in created and gid not in self.existing:
                    born.add(gid)
                self._exists(gid, born)
            for gid in _deleted(step):
                self.known.setdefault(gid, {})
            self._learn(step.data)
        for read in self.recording.prior:
            for gid in gids([read.variables, read.data]):
                self._exists(gid, born)
        # Ids that were only sent, and refused, are those of objects that do not exist.
        self.existing = [gid for gid in self.existing if gid in self.known]

    def _learn_search(self, step):
        """What was found by a tag has it, also where the answer does not show it."""
        if len(step.data or {}) != 1:
            return
        for value in (step.variables or {}).values():
            found = re.fullmatch(r"tag:([\w-]+)", value) if isinstance(value, str) else None
            for gid in gids(step.data) if found else ():
                self.known.setdefault(gid, {}).setdefault("tags", [found[1]])

    def _exists(self, gid, born):
        if gid not in born and gid not in self.existing and GID.match(gid)[1] in ROOTS:
            self.existing.append(gid)

    def _learn(self, value, parent=None):
        if isinstance(value, list):
            for item in value:
                self._learn(item, parent)
        if not isinstance(value, dict):
            return
        place = value.get("assignedLocation") or {}
        for gid in gids(place.get("location")):
            # The first order's location; orders that were moved show others.
            self.assigned = self.assigned or {gid}
            self.known.setdefault(gid, {}).setdefault("name", place.get("name"))
        self.place = self.place or place.get("name")
        gid = value.get("id")
        if isinstance(gid, str) and GID.match(gid):
            node = self.known.setdefault(gid, {})
            for key, item in value.items():
                node.setdefault(key, item)
            if parent:
                node.setdefault("_parent", parent)
            parent = gid
        for item in value.values():
            self._learn(item, parent)

    def _location(self, gid, node):
        keys = ("isActive", "fulfillsOnlineOrders", "isFulfillmentService")
        fields = {key: node[key] for key in keys if key in node}
        if self.assigned:
            fields["isPrimary"] = gid in self.assigned
        made = self.store.create_location(node.get("name") or "Warehouse", **fields)
        self.ids.bind(gid, made["id"])

    def _product(self, gid, node):
        variants = [self._variant_of(v) for v in _rows(node.get("variants"))] or None
        fields = {
            key: node[key]
            for key in ("handle", "status", "vendor", "productType", "tags")
            if node.get(key) is not None
        }
        made = self.store.create_product(
            node.get("title") or "Product", variants=variants or [{}], **fields
        )
        self.ids.bind(gid, made["id"])
        for recorded, own in zip(_rows(node.get("variants")), made["variants"], strict=False):
            self._bind_variant(recorded, own)
        for recorded, own in zip(node.get("options") or [], made["options"], strict=False):
            for value in recorded.get("optionValues") or []:
                if not value["hasVariants"]:
                    own["optionValues"].append(unused_value(self.store, value["name"]))

    def _variant_of(self, recorded):
        node = {**self.known.get(recorded.get("id"), {}), **recorded}
        options = {o["name"]: o["value"] for o in node.get("selectedOptions") or []}
        values = {
            key: node[key]
            for key in ("sku", "barcode", "price", "compareAtPrice", "taxable")
            if node.get(key) is not None
        }
        if set(options) - {"Title"}:
            values["options"] = options
        item = node.get("inventoryItem") or {}
        item = {**self.known.get(item.get("id"), {}), **item}
        values["tracked"] = item.get("tracked") or False
        values["inventory"] = {
            self.ids.here[level["location"]["id"]]: _available(level)
            for level in _rows(item.get("inventoryLevels"))
            if self.ids.known((level.get("location") or {}).get("id"))
        }
        return values

    def _product_of_variant(self, gid, node):
        parent = node.get("product") or {}
        product = {**self.known.get(parent.get("id"), {}), **parent}
        variants = [self._variant_of({**node, "id": gid})]
        made = self.store.create_product(
            product.get("title") or "Product", variants=variants
        )
        if parent.get("id") and not self.ids.known(parent["id"]):
            self.ids.bind(parent["id"], made["id"])
        self._bind_variant({**node, "id": gid}, made["variants"][0])

    def _product_of_item(self, gid, node):
        variant = node.get("variant") or {"id": None}
        made = self.store.create_product(
            (variant.get("product") or {}).get("title") or "Product",
            variants=[self._variant_of(variant)],
        )
        self._bind_variant({**variant, "inventoryItem": {"id": gid}}, made["variants"][0])

    def _bind_variant(self, recorded, own):
        if recorded.get("id"):
            self.ids.bind(recorded["id"], own["id"])
        item = recorded.get("inventoryItem") or {}
        if item.get("id"):
            self.ids.bind(item["id"], _gid(own["inventoryItem"]))

    def _customer(self, gid, node):
        fields = {
            key: node[key]
            for key in ("firstName", "lastName", "email", "phone", "tags", "note")
            if node.get(key) is not None
        }
        self.ids.bind(gid, self.store.create_customer(**fields)["id"])

    def _address(self, gid, node):
        """An address that is only ever sent is that of another customer: it is real
        if it names its owner, as ids do that the store has given out.
        """
        if not node and "?" in gid:
            address = {"address1": "1 Elsewhere", "countryCode": "CA"}
            other = self.store.create_customer(firstName="Other", addresses=[address])
            self.ids.bind(gid, other["addressesV2"][0]["id"])

    def _order(self, gid, node):
        answer = self.ask(_ORDER_CREATE, {"order": self.ids.translate(_order_input(node))})
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


_ORDER_CREATE = """mutation Seed($order: OrderCreateOrderInput!) {
  orderCreate(order: $order) { order { id name } userErrors { message } }
}"""


def _order_input(node):
    """The OrderCreateOrderInput that makes an order like the one that was read."""
    values = {
        key: node[key] for key in ("email", "note", "tags", "test") if node.get(key)
    }
    lines = _lines(node) or [{"title": "Item", "quantity": 1}]
    values["lineItems"] = [_line_input(line, node) for line in lines]
    values["shippingLines"] = [
        {"title": line.get("title") or "Shipping", "priceSet": line["originalPriceSet"]}
        for line in _rows(node.get("shippingLines"))
    ]
    values["transactions"] = _payments(node)
    if (node.get("customer") or {}).get("id"):
        values["customer"] = {"toAssociate": {"id": node["customer"]["id"]}}
    return values


def _payments(node):
    """The payments that were read; a paid order without any was paid at once."""
    if "transactions" not in node and node.get("displayFinancialStatus") == "PAID":
        return [{"kind": "SALE", "status": "SUCCESS", "amountSet": _total(node)}]
    return [
        {key: payment[key] for key in ("kind", "status", "gateway", "amountSet")}
        for payment in _rows(node.get("transactions"))
    ]


_TOTAL = {"shopMoney": {"amount": "1", "currencyCode": "CAD"}}  # where none was read


def _fill_in(target, node):
    for key, value in node.items():
        if isinstance(value, dict) and isinstance(target.get(key), dict):
            _fill_in(target[key], value)
        elif key not in ("id", "_parent") and not isinstance(value, (dict, list)):
            target[key] = value


def _total(node):
    return node.get("totalPriceSet") or node.get("currentTotalPriceSet") or _TOTAL


def _lines(node):
    """The order's lines; if none were read, those of its fulfilment orders."""
    return _rows(node.get("lineItems")) or [
        row["lineItem"]
        for group in _rows(node.get("fulfillmentOrders"))
        for row in _rows(group.get("lineItems"))
    ]


def _line_input(line, order):
    price = line.get("originalUnitPriceSet") or _share(order, line)
    values = {"title": line["title"], "quantity": line["quantity"], "priceSet": price}
    if line.get("sku"):
        values["sku"] = line["sku"]
    if (line.get("variant") or {}).get("id"):
        values["variantId"] = line["variant"]["id"]
    return values


def _share(order, line):
    """The unit price of an order's only line, from the order's total."""
    total = _total(order)["shopMoney"]
    amount = Decimal(total["amount"]) / line["quantity"]
    return {"shopMoney": {**total, "amount": str(amount)}}


def refused(step):
    """Whether the step was answered with an error of any kind."""
    return '"message": "' in json.dumps([step.errors, _user_errors(step.data)])


def accepted(step):
    """Whether the step changed something: what it names was there."""
    return bool(_user_errors(step.data)) and not refused(step)


def _user_errors(data):
    return [
        value
        for payload in (data or {}).values()
        if isinstance(payload, dict)
        for key, value in payload.items()
        if key.lower().endswith("usererrors")
    ]


def _deleted(step):
    """The ids of what the step removed: it was there."""
    return [
        value
        for payload in (step.data or {}).values()
        for key, value in (payload.items() if isinstance(payload, dict) else ())
        if key.startswith("deleted") and isinstance(value, str)
    ]


def _created_types(step):
    """Types whose new ids in the step's answer are of objects it created."""
    types = []
    for key in step.data or {}:
        if any(word in key for word in ("Create", "Set", "Duplicate")):
            types += next((t for name, t in _BORN.items() if key.startswith(name)), ())
    return types


def _rows(value):
    """The rows of a list or connection, as recorded."""
    if isinstance(value, dict):
        return value.get("nodes") or [edge["node"] for edge in value.get("edges") or []]
    return value or []


def _available(level):
    rows = level.get("quantities") or []
    return next((row["quantity"] for row in rows if row["name"] == "available"), 0)


def _gid(value):
    return value if isinstance(value, str) else value["id"]
