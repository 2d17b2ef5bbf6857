from . import action
from .inventory import change, level_of
from .order_totals import recompute


class FulfilmentActions:
    """Fulfilment orders and fulfilments."""

    @action
    def fulfil_order(self, gid, lines=None, tracking=None):
        """Ship what is open, or the given units; returns the `Fulfillment`.

        :param lines: `{line gid: units}`
        :param tracking: `{"company", "number", "url"}` or a list of such
        """
        order = self.objects[gid]
        work = [found for found in order["fulfillmentOrders"] if _open(found)]
        units = self._units(work, lines)
        if not units:
            raise ValueError(f"Order {order['name']} has nothing left to fulfil.")
        return self._ship(order, units, tracking)

    @action
    def ship(self, gid, units, tracking=None):
        """Ship units of fulfilment order lines, all at one location.

        :param units: `[(FulfillmentOrderLineItem, units)]`
        :return: the `Fulfillment`
        """
        return self._ship(self.objects[gid], units, tracking)

    @action
    def cancel_fulfillment(self, gid):
        """What was shipped was not, after all; its units are open again."""
        fulfillment = self.objects[gid]
        order = self.objects[fulfillment["order"]]
        for part_gid, quantity in fulfillment.pop("_units", ()):
            self._count_shipped(order, self.objects[part_gid], -quantity)
        fulfillment.update(status="CANCELLED", displayStatus="CANCELED")
        self.touch(fulfillment)
        recompute(order)
        self.touch(order)
        self.emit("fulfillments/update", fulfillment)
        self.emit("orders/updated", order)
        return fulfillment

    def _ship(self, order, units, tracking):
        fulfillment = self._new_fulfillment(order, units, tracking)
        for part, quantity in units:
            self._count_shipped(order, part, quantity)
        recompute(order)
        self.touch(order)
        self.emit("fulfillments/create", fulfillment)
        self.emit("orders/updated", order)
        if order["displayFulfillmentStatus"] == "FULFILLED":
            self.emit("orders/fulfilled", order)
        return fulfillment

    def _count_shipped(self, order, part, quantity):
        part["remainingQuantity"] -= quantity
        line = self.objects[part["lineItem"]]
        line["_fulfillable"] -= quantity
        line["_fulfilled"] += quantity
        home = _home(order, part)
        self._move_stock(line, home["_location"], committed=-quantity)
        self._settle(home)

    def _units(self, fulfillment_orders, lines):
        """`[(fulfilment order line, units)]` to be shipped."""
        units, wanted = [], dict(lines) if lines is not None else None
        for found in fulfillment_orders:
            for part in found["lineItems"]:
                left = part["remainingQuantity"]
                if wanted is not None:
                    left = min(left, wanted.get(part["lineItem"], 0))
                    wanted[part["lineItem"]] = wanted.get(part["lineItem"], 0) - left
                if left:
                    units.append((part, left))
        if wanted and any(missing > 0 for missing in wanted.values()):
            raise ValueError("Invalid fulfillment order line item quantity requested.")
        return units

    def _new_fulfillment(self, order, units, tracking):
        location = _home(order, units[0][0])["_location"]
        number = len(order["fulfillments"]) + 1
        fulfillment = self.add(
            "Fulfillment",
            {
                "order": order["id"],
                "name": f"{order['name']}-F{number}",
                "status": "SUCCESS",
                "displayStatus": "FULFILLED",
                "location": location,
                "service": self._manual_service(location),
                "deliveredAt": None,
                "estimatedDeliveryAt": None,
                "inTransitAt": None,
                "requiresShipping": True,
                "originAddress": None,
                "events": [],
                "totalQuantity": sum(quantity for _part, quantity in units),
                "trackingInfo": tracking_info(tracking),
                "fulfillmentLineItems": self._fulfillment_lines(order, units),
                "_units": [(part["id"], quantity) for part, quantity in units],
                "fulfillmentOrders": [f["id"] for f in order["fulfillmentOrders"]],
            },
        )
        order["fulfillments"].append(fulfillment)
        return fulfillment

    def _fulfillment_lines(self, order, units):
        """One per line of the order, in however many fulfilment orders (seen)."""
        shipped = {}
        for part, quantity in units:
            line = part["lineItem"]
            shipped[line] = shipped.get(line, 0) + quantity
        return [
            self._fulfillment_line(self.objects[gid], quantity)
            for gid, quantity in shipped.items()
        ]

    def _manual_service(self, location):
        return {
            "__typename": "FulfillmentService",
            "id": "gid://shopify/FulfillmentService/manual",
            "handle": "manual",
            "serviceName": "Manual",
            "trackingSupport": False,
            "inventoryManagement": False,
            "callbackUrl": None,
            "type": "MANUAL",
            "location": location,
        }

    def _fulfillment_line(self, line, quantity):
        bag = line["originalUnitPriceSet"]
        return {
            "__typename": "FulfillmentLineItem",
            "id": self.new_gid("FulfillmentLineItem"),
            "lineItem": line["id"],
            "quantity": quantity,
            "originalTotalSet": bag,
            "discountedTotalSet": bag,
        }

    def _open_fulfillment_order(self, order, lines):
        """A new fulfilment order for lines at the store's first active location."""
        lines = [line for line in lines if line["_fulfillable"]]
        if not lines:
            return None
        location = self._default_location()
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
                    "methodType": "SHIPPING",
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

    def _cancel_units(self, order, line, quantity):
        """Units that will never be fulfilled leave their fulfilment orders."""
        line["_fulfillable"] -= quantity
        for found in order["fulfillmentOrders"]:
            for part in found["lineItems"]:
                if part["lineItem"] == line["id"] and quantity:
                    less = min(quantity, part["remainingQuantity"])
                    part["remainingQuantity"] -= less
                    part["totalQuantity"] -= less
                    quantity -= less
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
        change(self, level_of(self, variant["inventoryItem"], location), **deltas)


def tracking_info(given):
    """`[FulfillmentTrackingInfo]` of one `{"company", "number", "url"}` or a list."""
    if isinstance(given, dict):
        given = [given]
    return [
        {
            "__typename": "FulfillmentTrackingInfo",
            "company": found.get("company"),
            "number": found.get("number"),
            "url": found.get("url"),
        }
        for found in given or []
    ]


def _home(order, part):
    """The fulfilment order that a line is in."""
    return next(
        found
        for found in order["fulfillmentOrders"]
        if any(part is other for other in found["lineItems"])
    )


def _open(fulfillment_order):
    return fulfillment_order["status"] in ("OPEN", "IN_PROGRESS")
