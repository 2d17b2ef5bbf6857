from ..money import ZERO, pair
from . import action
from .addresses import mailing_address
from .agreements import open_ledger
from .checkout import CheckoutActions
from .draft_orders import DraftOrderActions
from .fulfillment_orders import FulfillmentOrderActions
from .fulfilment import FulfilmentActions
from .order_edits import OrderEditActions
from .order_payment_state import pending_refunds
from .payments import PaymentActions
from .refund_parts import rows_of
from .refunds import RefundActions
from .return_process import ReturnProcessActions
from .returns import ReturnActions
from .risk import RiskActions


class OrderActions(
    CheckoutActions,
    DraftOrderActions,
    OrderEditActions,
    FulfillmentOrderActions,
    FulfilmentActions,
    PaymentActions,
    RefundActions,
    ReturnActions,
    ReturnProcessActions,
    RiskActions,
):
    """Orders: placed by customers, changed by the shop's staff."""

    @action
    def update_order(self, gid, **fields):
        """Change `note`, `tags`, `shippingAddress`, … of an order."""
        order = self.objects[gid]
        for name in ("shippingAddress", "billingAddress"):
            if name in fields:
                fields[name] = mailing_address(self, fields[name])
        if "tags" in fields:
            fields["tags"] = sorted(fields["tags"])
        order.update(fields)
        self.touch(order)
        self.emit("orders/updated", order)
        return order

    @action
    def cancel_order(self, gid, restock=True, reason="OTHER", refund=True, note=None):
        """Cancel what is not fulfilled; money is given back or its hold released.

        :param refund: give the money back
        :return: the order
        """
        order = self.objects[gid]
        if order["cancelledAt"]:
            raise ValueError(f"Order {order['name']} is cancelled already.")
        units = {
            line["id"]: line["currentQuantity"]
            for line in order["lineItems"]
            if line["currentQuantity"]
        }
        open_ledger(self, order)
        rows = rows_of(self, order, units, "CANCEL" if restock else "NO_RESTOCK")
        made = self._new_refund(order, rows, shipping=True, duties="ALL")
        for line in order["lineItems"]:
            self._cancel_units(order, line, line["_fulfillable"], restock)
        now = self.now()
        order.update(
            cancelledAt=now,
            cancelReason=reason,
            cancellation={"__typename": "OrderCancellation", "staffNote": note},
            closed=True,
            closedAt=now,
        )
        self._void(order)
        left = pair(order["netPaymentSet"]) - pending_refunds(order)
        sent = self._pay_back(order, left if refund else ZERO)
        self._finish_refund(order, made, sent)
        self.emit("orders/cancelled", order)
        return order

    @action
    def close_order(self, gid):
        """The shop archives an order: nothing is left to do."""
        return self.update_order(gid, closed=True, closedAt=self.now())

    @action
    def reopen_order(self, gid):
        """The shop takes an order out of the archive."""
        return self.update_order(gid, closed=False, closedAt=None)

    @action
    def delete_order(self, gid):
        """Remove an order for good."""
        order = self.objects.pop(gid)
        for line in [*order["lineItems"], *order["shippingLines"]]:
            self.objects.pop(line["id"])
        self.emit("orders/delete", order)
        return order
