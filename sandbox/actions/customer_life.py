from ..payloads import customer as payloads
from . import action

LACKING = (
    "firstName",
    "lastName",
    "note",
    "email",
    "phone",
    "defaultEmailAddress",
    "defaultPhoneNumber",
    "defaultAddress",
)


class CustomerLifeActions:
    """What becomes of customers: merged, tagged, asked whether they want news."""

    @action
    def merge_customers(self, kept, deleted, status="completed"):
        """Two records of one person become one; the deleted id leads nowhere then.

        Orders and drafts are the kept customer's from then on, who has the addresses
        and tags of both (documented). Messages: customers/merge and customers/update.

        :param status: "completed", or "failed": only the message is sent
        :return: the kept customer
        """
        customer, other = self.objects[kept], self.objects[deleted]
        if status == "completed":
            del self.objects[deleted]
            for node in [*self.all("Order"), *self.all("DraftOrder")]:
                if node.get("customer") == deleted:
                    node["customer"] = kept
            self._take_over(customer, other)
            self.touch(customer)
            self.emit("customers/update", customer)
        self.emit("customers/merge", payloads.merged(kept, deleted, status))
        return customer

    @action
    def tag_customer(self, gid, add=(), remove=()):
        """Staff adds and removes tags. Since 2025-01 customers/update is silent about
        tags; they have messages of their own (documented)."""
        customer = self.objects[gid]
        before = set(customer["tags"])
        after = (before | set(add)) - set(remove)
        customer["tags"] = sorted(after)
        self.touch(customer)
        for verb, tags in (("added", after - before), ("removed", before - after)):
            if tags:
                payload = payloads.tagged(gid, tags, self.now())
                self.emit(f"customer.tags_{verb}", payload)
        return customer

    @action
    def set_consent(self, gid, state):
        """The customer subscribes to e-mail marketing, or no longer wants any.

        :param state: SUBSCRIBED, UNSUBSCRIBED, NOT_SUBSCRIBED, PENDING
        """
        customer = self.objects[gid]
        customer["defaultEmailAddress"] |= {
            "marketingState": state,
            "marketingUpdatedAt": self.now(),
        }
        self.touch(customer)
        self.emit(
            "customers_email_marketing_consent/update",
            payloads.consent(self, customer),
        )
        return customer

    def _take_over(self, customer, other):
        """The kept customer's own data stays; what it lacked comes from the other."""
        for name in LACKING:
            customer[name] = customer.get(name) or other.get(name)
        customer["tags"] = sorted({*customer["tags"], *other["tags"]})
        book = [*(customer.get("addressesV2") or []), *(other.get("addressesV2") or [])]
        customer["addressesV2"] = customer["addresses"] = book
