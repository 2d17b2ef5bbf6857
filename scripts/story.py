"""./dev demo --check: the promises of this addon, one after the other."""

import time
from decimal import Decimal

from . import screens
from .setup_shop import connect

SECONDS = 60
ORDERS = 12


class Broken(Exception):
    """A promise that was not kept."""


def tell(world):
    """Run each step; the first that breaks ends the story. Returns the exit code."""
    for number, (title, act) in enumerate(STEPS, start=1):
        started = time.monotonic()
        try:
            act(world)
        except Exception as error:
            print(f"{number}. {title}: BROKEN\n   {error!r}")
            print(f"   Logs: {world.log()}, {world.log('sandbox')}")
            _print_errors(world)
            return 1
        print(f"{number}. {title}: ok, {time.monotonic() - started:.1f} s", flush=True)
    return 0


def wait_for_catalogue(world):
    """Until each product of the store has its binding in Odoo."""
    wanted = world.store("overview")["shop"]["counts"]["Product"]
    _until(
        lambda: world.odoo("shopify.product.template", "search_count", []) == wanted,
        f"{wanted} products are imported",
    )


def wait_for_order(world, gid, states=("draft", "sale", "cancel"), seconds=SECONDS):
    """The sale order (name, state, amount_total) of one of the store's orders."""
    return _until(lambda: _sale_order(world, gid, states), f"{gid} is in Odoo", seconds)


def _connected(world):
    backend = connect(world)
    (record,) = world.odoo("shopify.backend", "read", [backend], ["state"])
    _check(record["state"] == "connected", f"The store is {record['state']}.")
    subscriptions = world.store("objects", type="WebhookSubscription")
    _check(subscriptions, "Odoo subscribed to none of the store's events.")


def _one_order(world):
    """Three kinds of money in one order: a tax, a discount and shipping."""
    variant = world.store("objects", type="ProductVariant")[0]
    tax = {"title": "MwSt", "rate": "0.19"}
    order = world.store(
        "place_order",
        lines=[{"variant": variant["id"], "quantity": 3}],
        email="ada@example.com",
        shipping={"title": "Standard", "price": "4.90", "code": "STANDARD"},
        shipping_address={
            "firstName": "Ada",
            "lastName": "Lovelace",
            "address1": "Lindenweg 1",
            "zip": "10115",
            "city": "Berlin",
            "countryCodeV2": "DE",
        },
        taxes=[tax],
        discounts=[{"type": "code", "code": "TEN", "percentage": "10"}],
    )
    _confirmed_with_equal_total(world, order)


def _unchanged(world):
    """A message that comes again changes nothing."""
    order = world.store("objects", type="Order")[-1]
    before = _fingerprint(world)
    world.store("webhooks/emit", topic="orders/updated", gid=order["id"])
    _check(world.store("webhooks/wait_idle"), "The message was not delivered.")
    _until(lambda: not _waiting(world), "the inbox is worked off")
    _check(_fingerprint(world) == before, "An unchanged order was written again.")


def _many_orders(world):
    made = world.store("generate", orders=ORDERS, quiet=False)["orders"]
    for gid in made:
        order = world.store("object", gid=gid)
        if order["displayFinancialStatus"] == "PAID":
            _confirmed_with_equal_total(world, order)
        else:
            _same_total(wait_for_order(world, gid), order)


def _company_order(world):
    """It has the company's number and terms, and is billed before it is paid."""
    order = _place_for_company(world)
    found = wait_for_order(world, order["id"], states=("sale",))
    _same_total(found, order)
    fields = ["client_order_ref", "partner_invoice_id"]
    fields += ["payment_term_id", "invoice_status"]
    (sale,) = world.odoo("sale.order", "read", [found["id"]], fields)
    (link,) = world.odoo("shopify.company", "search_read", [], ["odoo_id"])
    _check(sale["client_order_ref"] == "PO-4711", f"The number is lost: {sale}")
    _check(sale["partner_invoice_id"] == link["odoo_id"], f"Who is billed? {sale}")
    _check(sale["payment_term_id"], f"The payment terms are lost: {sale}")
    _check(sale["invoice_status"] == "invoiced", f"It is not billed: {sale}")


def _place_for_company(world):
    values = {"firstName": "Joan", "lastName": "Clarke", "email": "joan@example.com"}
    joan = world.store("create_customer", **values)
    place = {"address1": "Hafenstraße 7", "zip": "20457", "city": "Hamburg"}
    address = {**place, "countryCode": "DE"}
    depot = {"name": "Depot", "terms": "Net 30", "shipping_address": address}
    company = world.store(
        "create_company", name="Nordlicht", locations=[depot], contacts=[joan["id"]]
    )
    variant = world.store("objects", type="ProductVariant")[0]
    return world.store(
        "place_company_order",
        location=company["locations"][0],
        lines=[{"variant": variant["id"], "quantity": 10}],
        po_number="PO-4711",
        taxes=[{"title": "MwSt", "rate": "0.19"}],
    )


def _whole_life(world):
    """Delivered, sent back in part, exchanged, and paid back: the books agree."""
    variants = [
        variant["id"] for variant in world.store("objects", type="ProductVariant")
    ]
    order = world.store(
        "place_order",
        lines=[{"variant": variants[0], "quantity": 2}, {"variant": variants[1]}],
        email="grace@example.com",
        shipping={"title": "Standard", "price": "4.90", "code": "STANDARD"},
        taxes=[{"title": "MwSt", "rate": "0.19"}],
    )
    sale = wait_for_order(world, order["id"], states=("sale",))
    _deliver(world, sale["id"])
    world.store("fulfil_order", gid=order["id"])
    world.store("refund_order", gid=order["id"], shipping="2.00")
    line = order["lineItems"][0]["id"]
    wanted = [{"variant": variants[1], "quantity": 1, "price": "1.00"}]
    back = world.store(
        "create_return", gid=order["id"], lines={line: 1}, exchange=wanted
    )
    world.store("process_return", gid=back["id"])
    _until(lambda: _credited(world, sale["id"]) == 2, "both refunds are credited")
    _books_agree(world)


def _deliver(world, sale):
    """The warehouse sends what was ordered."""
    pickings = world.odoo("stock.picking", "search", [("sale_id", "=", sale)])
    fields = ["product_uom_qty"]
    domain = [("picking_id", "in", pickings)]
    for move in world.odoo("stock.move", "search_read", domain, fields):
        done = {"quantity": move["product_uom_qty"], "picked": True}
        world.odoo("stock.move", "write", [move["id"]], done)
    world.odoo("stock.picking", "button_validate", pickings)


def _credited(world, sale):
    domain = [
        ("invoice_line_ids.sale_line_ids.order_id", "=", sale),
        ("move_type", "=", "out_refund"),
        ("payment_state", "in", ("paid", "reversed")),
    ]
    return world.odoo("account.move", "search_count", domain)


def _books_agree(world):
    """The same check that a shop runs on its own data."""
    _until(lambda: not _waiting(world), "the inbox is worked off")
    (backend,) = world.odoo("shopify.backend", "search", [])
    values = {"backend_id": backend}
    (check,) = world.odoo("shopify.ledger.check", "create", [values])
    world.odoo("shopify.ledger.check", "action_start", [check])
    result = _until(lambda: _ended(world, check), "the books are checked")
    _check(not result["orders_differing"], f"The books differ: {result['result']}")


def _ended(world, check):
    fields = ["state", "result", "orders_differing"]
    (found,) = world.odoo("shopify.ledger.check", "read", [check], fields)
    return found if found["state"] in ("done", "failed") else None


def _nothing_left(world):
    _until(lambda: not _waiting(world), "the inbox is worked off")
    issues = world.odoo(
        "shopify.issue", "search_read", [("state", "=", "open")], ["message"]
    )
    _check(not issues, f"Open issues: {[issue['message'] for issue in issues]}")
    failed = world.odoo("queue.job", "search_count", [("state", "=", "failed")])
    _check(not failed, f"{failed} jobs failed.")


def _screens(world):
    problems = screens.look_at_all(world)
    _check(not problems, "\n   ".join(problems))


def _confirmed_with_equal_total(world, order):
    sale = wait_for_order(world, order["id"], states=("sale",))
    _same_total(sale, order)


def _same_total(sale, order):
    total = order["totalPriceSet"]["shopMoney"]["amount"]
    ours = Decimal(str(sale["amount_total"]))
    _check(
        ours == Decimal(total), f"{order['name']} is {total}, {sale['name']} is {ours}."
    )


def _sale_order(world, gid, states):
    found = world.odoo(
        "shopify.sale.order", "search_read", [("external_id", "=", gid)], ["odoo_id"]
    )
    if not found:
        return None
    fields = ["name", "state", "amount_total"]
    (sale,) = world.odoo("sale.order", "read", [found[0]["odoo_id"][0]], fields)
    return sale if sale["state"] in states else None


def _fingerprint(world):
    """Changes when a sale order or a line is created or written."""
    return [
        world.odoo(model, "search_read", [], ["write_date"])
        for model in ("sale.order", "sale.order.line", "shopify.sale.order")
    ]


def _waiting(world):
    return world.odoo("shopify.event", "search_count", [("state", "=", "waiting")])


def _until(condition, hope, seconds=SECONDS):
    """What `condition` returns as soon as that is something."""
    end = time.monotonic() + seconds
    while not (result := condition()):
        _check(time.monotonic() < end, f"After {seconds} s it is not true that {hope}.")
        time.sleep(0.2)
    return result


def _check(holds, complaint):
    if not holds:
        raise Broken(complaint)


def _print_errors(world):
    lines = world.log().read_text().splitlines()
    for line in [line for line in lines if " ERROR " in line or " CRITICAL " in line][
        -10:
    ]:
        print(f"   {line}")


STEPS = (
    ("The store is connected", _connected),
    ("Its products are in Odoo", wait_for_catalogue),
    ("An order becomes a confirmed sale order with the same total", _one_order),
    ("Told again, nothing is written", _unchanged),
    (f"{ORDERS} varied orders arrive with their totals", _many_orders),
    ("A company orders on payment terms, and is billed", _company_order),
    ("An order is delivered, refunded and exchanged, and the books agree", _whole_life),
    ("Nothing waits, nothing needs a person", _nothing_left),
    ("Every screen opens in the browser without an error", _screens),
)
