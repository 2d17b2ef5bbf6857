from ..money import money, pair, rounded, scalar
from . import action
from .order_payment_state import paid_by
from .order_totals import recompute


class PaymentActions:
    """Transactions of an order."""

    @action
    def pay_order(self, gid, amount=None, gateway="manual"):
        """Money comes in: the open authorization is captured, or a sale is made.

        :param amount: in shop currency; default = all that is outstanding
        :return: the order
        """
        order = self.objects[gid]
        wanted = pair(order["totalOutstandingSet"]) + pair(order["totalCapturableSet"])
        if amount is not None:
            wanted = order["_currencies"].pair(amount)
        authorization = self._open_authorization(order)
        if authorization:
            self._transaction(order, "CAPTURE", wanted, parent=authorization)
        elif not self._finish_pending(order):
            self._transaction(order, "SALE", wanted, gateway=gateway)
        self._paid(order)
        return order

    @action
    def charge_fee(self, gid, amount, rate="0", flat="0", tax="0"):
        """The payment provider tells its fee, often later than the payment.

        :param gid: of the transaction, which is returned; amounts in shop currency
        :param rate: share of the payment that is part of the fee ("0.029")
        """
        transaction = self.objects[gid]
        transaction["fees"].append(self._fee_of(amount, rate, flat, tax))
        order = self.objects[transaction["order"]]
        self.touch(order)
        self.emit("orders/updated", order)
        return transaction

    @action
    def void_payment(self, gid):
        """The shop gives authorized money free; returns the VOID transaction."""
        order = self.objects[gid]
        self._void(order)
        recompute(order)
        self.touch(order)
        self.emit("orders/updated", order)
        return order["transactions"][-1]

    def _open_authorization(self, order):
        if not order["capturable"]:
            return None
        return next(t for t in order["transactions"] if t["kind"] == "AUTHORIZATION")

    def _finish_pending(self, order):
        """The waiting sale of a manual payment becomes a success."""
        waiting = [t for t in order["transactions"] if t["status"] == "PENDING"]
        for found in waiting:
            found.update(status="SUCCESS", processedAt=self.now())
            self.emit("order_transactions/create", found)
        return waiting

    def _paid(self, order):
        recompute(order)
        if pair(order["totalOutstandingSet"]).shop <= 0:
            self._release_paid(order)
            recompute(order)
        self.touch(order)
        if order["displayFinancialStatus"] == "PAID":
            self.emit("orders/paid", order)
        self.emit("orders/updated", order)

    def _first_payment(self, order, paid, gateway, payments):
        """Transactions of a new order.

        :param paid: True, False (a manual payment that is waited for) or "authorized"
        :param payments: `[{"gateway", "amount"}]` in shop currency, e.g. a gift card
            and a card; the last one without amount takes the rest; `kind` and
            `status` where they differ from what `paid` says
        """
        left = pair(order["totalPriceSet"])
        kind = "AUTHORIZATION" if paid == "authorized" else "SALE"
        status = "SUCCESS" if paid else "PENDING"
        if payments is None:
            payments = [{"gateway": gateway}]
        for payment in payments:
            amount = left
            if payment.get("amount") is not None:
                amount = order["_currencies"].pair(payment["amount"])
            if amount.shop > 0:
                made = self._transaction(
                    order,
                    payment.get("kind", kind),
                    amount,
                    gateway=payment["gateway"],
                    status=payment.get("status", status),
                )
                self._extras(order, made, payment)
            left -= amount

    def _extras(self, order, transaction, payment):
        """What a payment has besides its amount."""
        if payment.get("rounding") is not None:
            transaction["amountRoundingSet"] = self._bag(order, payment["rounding"])
        if payment.get("fee") is not None:
            transaction["fees"].append(self._fee_of(payment["fee"]))

    def _fee_of(self, amount, rate="0", flat="0", tax="0"):
        """`TransactionFee`, in shop currency."""

        def in_shop(value):
            return money(rounded(value, self.currency), self.currency)

        return {
            "__typename": "TransactionFee",
            "id": self.new_gid("TransactionFee"),
            "type": "processing_fee",
            "amount": in_shop(amount),
            "rate": str(rate),
            "rateName": None,
            "flatFee": in_shop(flat),
            "flatFeeName": None,
            "taxAmount": in_shop(tax),
        }

    def _transaction(
        self, order, kind, amount, gateway=None, status="SUCCESS", parent=None
    ):
        bag = order["_currencies"].bag(amount)
        gateway = gateway or parent["gateway"]
        number = len(order["transactions"]) + 1
        transaction = self.add(
            "OrderTransaction",
            {
                "order": order["id"],
                "kind": kind,
                "status": status,
                "test": order["test"],
                "gateway": gateway,
                "formattedGateway": gateway.replace("_", " ").title(),
                "manualPaymentGateway": gateway in MANUAL,
                "paymentId": f"{order['confirmationNumber']}.{number}",
                "accountNumber": None,
                "authorizationCode": None,
                "authorizationExpiresAt": None,
                "errorCode": None,
                "processedAt": None if status == "PENDING" else self.now(),
                "multiCapturable": False,
                "manuallyCapturable": False,
                "amountSet": bag,
                "amount": scalar(bag),
                "amountRoundingSet": None,
                "totalUnsettledSet": bag if kind == "AUTHORIZATION" else None,
                "maximumRefundableV2": bag["shopMoney"],
                "settlementCurrency": None,
                "settlementCurrencyRate": None,
                "fees": [],
                "parentTransaction": parent and parent["id"],
                "paymentDetails": None,
                "receiptJson": "{}",
                "location": order["retailLocation"],
                "device": None,
                "user": None,
            },
        )
        order["transactions"].append(transaction)
        if status == "SUCCESS":
            self.emit("order_transactions/create", transaction)
        return transaction

    def _void(self, order):
        """Release an authorization; a successful void has the amount 0 (seen)."""
        authorization = self._open_authorization(order)
        if authorization:
            zero = order["_currencies"].pair(0)
            self._transaction(order, "VOID", zero, parent=authorization)

    def _pay_back(self, order, amount, payments=None, gateway=None, pending=False):
        """Refund transactions over `amount`, from the payments, latest first.

        :param payments: `{transaction gid: Pair}` to pay back instead
        :param gateway: pay all of it back there, whatever it was paid with
        """
        status = "PENDING" if pending else "SUCCESS"
        if gateway:
            parts = [(None, amount)]
        elif payments is not None:
            parts = [(self.objects[gid], part) for gid, part in payments.items()]
        else:
            parts = self._shares(order, amount)
        return [
            self._transaction(order, "REFUND", part, gateway, status, parent=payment)
            for payment, part in parts
            if part.shop > 0
        ]

    def _shares(self, order, amount):
        """`[(payment, Pair)]`: what of `amount` comes out of which payment."""
        left, shares = amount, []
        payments = [
            found
            for found in order["transactions"]
            if found["kind"] in ("SALE", "CAPTURE") and found["status"] == "SUCCESS"
        ]
        for payment in reversed(payments):
            part = min(left, self._left_of(order, payment), key=lambda p: p.shop)
            shares.append((payment, part))
            left -= part
        return shares

    def _left_of(self, order, payment):
        """`Pair`: what of a payment was not paid back, nor is on its way."""
        back = {
            "transactions": [
                found
                for found in order["transactions"]
                if found["parentTransaction"] == payment["id"]
            ]
        }
        gone = paid_by(back, "REFUND", statuses=("SUCCESS", "PENDING"))
        return pair(payment["amountSet"]) - gone


MANUAL = ("manual", "bank_deposit", "cash_on_delivery", "money_order")
