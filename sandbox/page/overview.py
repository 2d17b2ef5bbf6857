"""What the page shows, as one JSON object."""

from ..actions.inventory import find_level, quantity_of
from ..payloads.rest import read

LATEST = 60


def overview(store):
    """State of a store for people: latest first, amounts in the shop's currency."""
    with store.lock:
        return {
            "shop": _shop(store),
            "products": [_product(store, found) for found in _latest(store, "Product")],
            "customers": [_customer(found) for found in _latest(store, "Customer")],
            "orders": [_order(store, found) for found in _latest(store, "Order")],
            "subscriptions": [
                {"topic": found["topic"], "uri": found["uri"]}
                for found in store.all("WebhookSubscription")
            ],
            "webhooks": store.webhooks.log[: -LATEST - 1 : -1],
            "calls": store.calls[: -LATEST - 1 : -1],
            "faults": {**store.faults.planned(), "fired": len(store.faults.fired)},
            "behaviour": store.webhooks.behaviour,
        }


def _latest(store, typename):
    return store.all(typename)[: -LATEST - 1 : -1]


def _shop(store):
    return {
        "name": store.shop["name"],
        "domain": store.domain,
        "currency": store.currency,
        "plan": store.shop["plan"]["publicDisplayName"],
        "now": store.now(),
        "speed": store.clock.speed,
        "installed": store.tokens.installed,
        "pending": store.webhooks.pending(),
        "paused": store.webhooks.paused(),
        "counts": {kind: len(store.all(kind)) for kind in ("Product", "Order")},
        "scopes": sorted(store.scopes),
        "client_id": store.client_id,
        "client_secret": store.client_secret,
        "static_token": store.static_token,
    }


def _product(store, product):
    return {
        "id": product["id"],
        "title": product["title"],
        "status": product["status"],
        "type": product.get("productType"),
        "variants": [
            {
                "id": variant["id"],
                "title": variant["title"],
                "sku": variant.get("sku"),
                "price": variant["price"],
                "stock": read(store, variant, "inventoryQuantity"),
                "item": variant["inventoryItem"],
                "levels": _levels(store, variant["inventoryItem"]),
            }
            for variant in product["variants"]
        ],
    }


def _levels(store, item):
    """What is available at each open location; None where it is not stocked."""
    return [
        {
            "location": location["id"],
            "name": location["name"],
            "available": quantity_of(level, "available")
            if (level := find_level(store, item, location["id"])) and level["isActive"]
            else None,
        }
        for location in store.all("Location")
        if location["isActive"]
    ]


def _customer(customer):
    names = (customer.get("firstName"), customer.get("lastName"))
    return {
        "id": customer["id"],
        "name": " ".join(filter(None, names)) or customer.get("email"),
        "email": customer.get("email"),
        "address": customer.get("defaultAddress"),
    }


def _order(store, order):
    customer = store.objects.get(order.get("customer"))
    total = order["currentTotalPriceSet"]
    return {
        "id": order["id"],
        "name": order["name"],
        "at": order["createdAt"],
        "updated": order["updatedAt"],
        "customer": _customer(customer)["name"] if customer else order.get("email"),
        "total": total["shopMoney"]["amount"],
        "paid_in": total["presentmentMoney"],
        "payment": order["displayFinancialStatus"],
        "fulfilment": order["displayFulfillmentStatus"],
        "cancelled": bool(order.get("cancelledAt")),
        "returns": [
            {"id": found["id"], "name": found["name"]}
            for found in order["returns"]
            if found["status"] == "OPEN"
        ],
        "lines": [
            {
                "id": line["id"],
                "title": line["name"],
                "sku": line.get("sku"),
                "ordered": line["quantity"],
                "quantity": line["currentQuantity"],
                "unfulfilled": line["unfulfilledQuantity"],
                "refundable": line["refundableQuantity"],
                "shipped": line["_fulfilled"] - line["_returned"],
            }
            for line in order["lineItems"]
        ],
    }
