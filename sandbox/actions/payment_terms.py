"""Payment terms: when an order that is not paid at once has to be paid."""

from datetime import datetime, timedelta

from ..money import money, pair

# Shopify's own templates (documented): type, name, days.
TEMPLATES = [
    ("RECEIPT", "Due on receipt", None),
    ("FULFILLMENT", "Due on fulfillment", None),
    *[("NET", f"Net {days}", days) for days in (7, 15, 30, 45, 60, 90)],
    ("FIXED", "Fixed date", None),
]


def templates():
    """{name: `PaymentTermsTemplate`}, the same in every store."""
    return {
        name: {
            "__typename": "PaymentTermsTemplate",
            "id": f"gid://shopify/PaymentTermsTemplate/{number}",
            "name": name,
            "translatedName": name,
            "description": name,
            "paymentTermsType": kind,
            "dueInDays": days,
        }
        for number, (kind, name, days) in enumerate(TEMPLATES, start=1)
    }


def payment_terms(store, template):
    """`PaymentTerms` that an order gets of a template; None for None."""
    if template is None:
        return None
    return {
        "__typename": "PaymentTerms",
        "id": store.new_gid("PaymentTerms"),
        "paymentTermsName": template["name"],
        "translatedName": template["translatedName"],
        "paymentTermsType": template["paymentTermsType"],
        "dueInDays": template["dueInDays"],
        "due": False,
        "overdue": False,
        "paymentSchedules": [],
    }


def add_schedule(store, order):
    """All of an order is due at one time, where its terms tell a time by now."""
    terms = order["paymentTerms"]
    if terms["paymentTermsType"] not in ("NET", "RECEIPT"):
        return
    issued = datetime.fromisoformat(order["processedAt"].replace("Z", "+00:00"))
    due = issued + timedelta(days=terms["dueInDays"] or 0)
    left = money(pair(order["totalOutstandingSet"]).shop, order["currencyCode"])
    terms["paymentSchedules"] = [
        {
            "__typename": "PaymentSchedule",
            "id": store.new_gid("PaymentSchedule"),
            "issuedAt": order["processedAt"],
            "dueAt": due.isoformat()[:19] + "Z",
            "completedAt": None,
            "due": False,
            "amount": left,
            "balanceDue": left,
            "totalBalance": left,
        }
    ]
