import itertools
import secrets
import threading
import zlib

from . import money
from .actions.companies import CompanyActions
from .actions.customers import CustomerActions
from .actions.inventory_actions import InventoryActions
from .actions.locations import LocationActions
from .actions.orders import OrderActions
from .actions.products import ProductActions
from .actions.shop import ShopActions
from .auth import Tokens
from .clock import Clock
from .faults import Faults
from .graph.cost import Bucket
from .objects import Objects
from .payloads.app import scopes_update
from .webhooks import Webhooks

SCOPES = frozenset(
    f"{verb}_{resource}"
    for verb in ("read", "write")
    for resource in (
        "assigned_fulfillment_orders",
        "customer_merge",
        "customers",
        "draft_orders",
        "files",
        "fulfillments",
        "inventory",
        "locations",
        "markets",
        "merchant_managed_fulfillment_orders",
        "order_edits",
        "orders",
        "payment_terms",
        "products",
        "publications",
        "returns",
        "third_party_fulfillment_orders",
    )
) | {"read_all_orders", "read_shopify_payments_payouts"}


class Store(
    ShopActions,
    LocationActions,
    ProductActions,
    InventoryActions,
    CustomerActions,
    CompanyActions,
    OrderActions,
):
    """A Shopify store: its state, what people do in it, and its app's credentials.

    `objects` maps gid to a dict with the keys of the GraphQL type, plus
    `__typename`; keys with a leading underscore are the sandbox's own. A reference
    to another object is its gid; what an object owns (lines, variants) is a list of
    dicts, each of them in `objects` as well. Times are texts in UTC.
    """

    api_version = "2026-10"  # of webhook payloads
    bulk_seconds = 1.0  # a bulk operation takes, by the store's clock
    # CHANGE_FROM_QUANTITY_STALE names its row; False = it does not (both reported).
    tells_stale_rows = True
    sells_to_companies = True  # off: Shopify refuses all that is about companies
    url = None  # of the server, in addresses of files; set by it

    def __init__(
        self,
        domain="demo.myshopify.com",
        currency="EUR",
        seed=1,
        taxes_included=False,
        plan="basic",
        country="DE",
        timezone="Europe/Berlin",
    ):
        self.domain = domain
        self.currency = currency
        self.seed = seed
        self.taxes_included = taxes_included
        self.country = country
        self.lock = threading.RLock()
        self.clock = Clock()
        self.faults = Faults(seed=seed, revoke=self.revoke_scope)
        self.objects = Objects()
        self.calls = []
        self.charge_nodes_per_id = False
        self.bucket = Bucket(plan, self.clock)
        self.scopes = set(SCOPES)
        self.client_id = secrets.token_hex(16)
        self.client_secret = "shpss_" + secrets.token_hex(16)
        self.previous_secret = None
        self.static_token = "shpat_" + secrets.token_hex(16)
        self.tokens = Tokens(self)
        self.webhooks = Webhooks(self, seed=seed)
        # Real ids are unique over all shops: so are those of two stores here.
        self._numbers = itertools.count(zlib.crc32(domain.encode()) * 1000 + 1)
        self.order_numbers = itertools.count(1001)
        self.draft_numbers = itertools.count(1)
        self.handles = set()
        self.idempotent = {}  # (mutation, key) -> (arguments, answer, when)
        self._create_shop(plan, timezone)

    def all(self, typename):
        """Objects of a type, oldest first."""
        return self.objects.of_type(typename)

    def new_gid(self, typename):
        """A fresh `gid://shopify/<typename>/<number>`."""
        return f"gid://shopify/{typename}/{next(self._numbers)}"

    def now(self):
        """The store's time as Shopify writes it."""
        return self.clock.now().isoformat()[:19] + "Z"

    def add(self, typename, values, gid=None):
        """Keep a new object; gives it `id`, `createdAt` and `updatedAt`."""
        now = self.now()
        node = {
            "__typename": typename,
            "id": gid or self.new_gid(typename),
            "createdAt": now,
            "updatedAt": now,
            **values,
        }
        self.objects[node["id"]] = node
        return node

    def touch(self, node):
        """Something about `node` changed just now."""
        node["updatedAt"] = self.now()

    def emit(self, topic, subject):
        """Tell the subscribers of `topic` (`orders/create`) about an object."""
        self.webhooks.emit(topic, subject)

    def quiet(self):
        """Context in which nothing is emitted (for seeding a store)."""
        return self.webhooks.quiet()

    def revoke_scope(self, scope):
        """The merchant takes a scope away; `write_x` leaves with `read_x`."""
        previous = sorted(self.scopes)
        self.scopes -= {scope, scope.replace("read_", "write_", 1)}
        self.emit("app/scopes_update", scopes_update(self, previous))

    def granted(self, scope):
        """Whether a scope is granted; `write_x` includes `read_x` (documented)."""
        return (
            scope in self.scopes or scope.replace("read_", "write_", 1) in self.scopes
        )

    def currencies(self, presentment=None, rate=None):
        """`Currencies` of an order in this store."""
        presentment = presentment or self.currency
        return money.Currencies(self.currency, presentment, money.Decimal(rate or 1))
