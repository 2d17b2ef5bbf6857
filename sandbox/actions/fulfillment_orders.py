from . import action
from .inventory import change, level_of


class FulfillmentOrderActions:
    """Fulfilment orders: what is to be shipped from where, and its stock."""

    @action
    def move_fulfillment_order(self, gid, location):
        """Fulfil it at another location: that one's stock is committed instead.

        :param location: gid
        :return: the `FulfillmentOrder`
        """
        found, target = self.objects[gid], self.objects[location]
        for part in found["lineItems"]:
            line, units = self.objects[part["lineItem"]], part["remainingQuantity"]
            for place, sign in ((found["_location"], -1), (location, 1)):
                self._move_stock(
                    line, place, committed=sign * units, available=-sign * units
                )
        found["_location"] = location
        found["assignedLocation"] = {
            **found["assignedLocation"],
            "name": target["name"],
            "location": location,
        }
        self.touch(found)
        self.emit("fulfillment_orders/moved", found)
        return found

    def _open_fulfillment_order(self, order, lines):
        """A new fulfilment order for lines, where the order is fulfilled from."""
        lines = [line for line in lines if line["_fulfillable"]]
        if not lines:
            return None
        location = self._location_of(order)
        found = self.add(
            "FulfillmentOrder",
            {
                "order": order["id"],
                "orderId": order["id"],
                "orderName": order["name"],
                "orderProcessedAt": order["processedAt"],
                "status": "OPEN",
                "requestStatus": "UNSUBMITTED",
                "channelId": None,
                "fulfillAt": order["createdAt"],
                "fulfillBy": None,
                "assignedLocation": {
                    "__typename": "FulfillmentOrderAssignedLocation",
                    "name": location["name"],
                    "location": location["id"],
                    "countryCode": location["address"]["countryCode"],
                },
                "destination": None,
                "deliveryMethod": {
                    "__typename": "DeliveryMethod",
                    "id": self.new_gid("DeliveryMethod"),
                    "methodType": _delivery(order, lines),
                },
                "fulfillmentHolds": [],
                "supportedActions": [],
                "merchantRequests": [],
                "fulfillments": [],
                "lineItems": [self._fulfillment_order_line(line) for line in lines],
                "_location": location["id"],
            },
        )
        order["fulfillmentOrders"].append(found)
        return found

    def _start_fulfilment(self, order, lines):
        found = self._open_fulfillment_order(order, lines)
        if not found:
            return
        for line in lines:
            units = line["_fulfillable"]
            if units:
                self._move_stock(
                    line, found["_location"], available=-units, committed=units
                )

    def _fulfillment_order_line(self, line):
        part = {
            "__typename": "FulfillmentOrderLineItem",
            "id": self.new_gid("FulfillmentOrderLineItem"),
            "lineItem": line["id"],
            "totalQuantity": line["_fulfillable"],
            "remainingQuantity": line["_fulfillable"],
            "requiresShipping": line["requiresShipping"],
            "productTitle": line["title"],
            "variantTitle": line["variantTitle"],
            "variant": line["variant"],
            "sku": line["sku"],
            "vendor": line["vendor"],
        }
        self.objects[part["id"]] = part
        return part

    def _cancel_units(self, order, line, quantity, restock):
        """Units that will never be fulfilled leave their fulfilment orders.

        They are committed no longer; without `restock` they cannot be sold either.
        """
        line["_fulfillable"] -= quantity
        for found in order["fulfillmentOrders"]:
            for part in found["lineItems"]:
                if part["lineItem"] == line["id"] and quantity:
                    less = min(quantity, part["remainingQuantity"])
                    part["remainingQuantity"] -= less
                    part["totalQuantity"] -= less
                    quantity -= less
                    self._move_stock(
                        line,
                        found["_location"],
                        committed=-less,
                        available=less if restock else 0,
                    )
            self._settle(found)

    def _settle(self, found):
        """Status of a fulfilment order by what is left of it."""
        left = sum(part["remainingQuantity"] for part in found["lineItems"])
        ordered = sum(part["totalQuantity"] for part in found["lineItems"])
        if not left:
            found["status"] = "CLOSED"
        else:
            found["status"] = "IN_PROGRESS" if left < ordered else "OPEN"
        self.touch(found)

    def _location_of(self, order):
        """Where an order is fulfilled from, and what comes back goes to."""
        return self.objects.get(order["_location"]) or self._default_location()

    def _default_location(self):
        """The primary location, or the first one that is active."""
        active = [found for found in self.all("Location") if found["isActive"]]
        if not active:
            return self.create_location("Main warehouse")
        return next((found for found in active if found["isPrimary"]), active[0])

    def _move_stock(self, line, location, **deltas):
        """Stock follows the line, if it claims any and its variant is tracked."""
        variant = self.objects.get(line["variant"])
        if not line["_claims"] or not variant:
            return
        if not self.objects[variant["inventoryItem"]]["tracked"]:
            return
        deltas = {name: delta for name, delta in deltas.items() if delta}
        if deltas:
            change(self, level_of(self, variant["inventoryItem"], location), **deltas)


def _delivery(order, lines):
    """How the goods get to the customer."""
    if order["retailLocation"]:
        return "RETAIL"
    needed = any(line["requiresShipping"] for line in lines)
    return "SHIPPING" if needed else "NONE"
