from . import action
from .order_totals import recompute


class FulfilmentActions:
    """Fulfilments: units of fulfilment orders that were shipped."""

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
        fulfillment = self._record_shipment(order, units, tracking)
        self.touch(order)
        self.emit("fulfillments/create", fulfillment)
        self.emit("orders/updated", order)
        if order["displayFulfillmentStatus"] == "FULFILLED":
            self.emit("orders/fulfilled", order)
        return fulfillment

    def _record_shipment(self, order, units, tracking):
        fulfillment = self._new_fulfillment(order, units, tracking)
        for part, quantity in units:
            self._count_shipped(order, part, quantity)
        recompute(order)
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
        return self.add(
            "FulfillmentLineItem",
            {
                "lineItem": line["id"],
                "quantity": quantity,
                "originalTotalSet": bag,
                "discountedTotalSet": bag,
            },
        )


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
