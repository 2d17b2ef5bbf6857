"""The one door to a store's GraphQL Admin API."""

import time
from dataclasses import dataclass

from . import answer, documents, limits, transport
from .answer import Data
from .auth import check_token, checked_base_url
from .errors import (
    AuthError,
    BusinessError,
    OutcomeUnknown,
    ShopifyError,
    Throttled,
    TransientError,
    graphql_error,
    status_error,
)


@dataclass(frozen=True)
class CallRecord:
    """One HTTP request, for statistics. Costs in points, None when not told.

    `outcome`: "ok", "transient", "throttled", "outcome_unknown" or the `code` of a
    BusinessError. `available`: points left in the store's bucket.
    """

    operation: str
    seconds: float
    requested_cost: float | None
    actual_cost: float | None
    available: float | None
    outcome: str


class ShopifyClient:
    """Asks one store, by the queries of `queries/`. Returns data or raises.

    Never sleeps and never repeats a mutation: when to try again is the caller's
    decision (`TransientError.retry_after`). Cheap to create: connections and the
    knowledge of the store's limits are shared by the process.
    """

    def __init__(
        self,
        shop_domain,
        api_version,
        tokens,
        base_url=None,
        on_call=None,
        timeout=(5, 30),
    ):
        """`tokens` has `get()` and `renew(rejected)` (a token, or None: cannot renew).

        `base_url` only for a sandbox on this machine. `on_call(CallRecord)` is
        called after every request. `timeout`: (connect, read) in seconds.
        """
        self.shop_domain = shop_domain
        self.api_version = api_version
        self.base_url = base_url = checked_base_url(shop_domain, base_url)
        #: The version Shopify really used (X-Shopify-API-Version), None before the
        #: first answer. It answers with another one when ours is no longer served.
        self.served_version = None
        self._url = f"{base_url}/admin/api/{api_version}/graphql.json"
        self._session = transport.pooled_session(shop_domain, base_url, timeout)
        self._shop = (shop_domain, base_url)
        self._tokens = tokens
        self._on_call = on_call

    def __repr__(self):
        return f"<ShopifyClient {self.shop_domain} {self.api_version}>"

    def execute(self, name, **variables):
        """Run `queries/<name>.graphql` once and return its Data.

        Raises TransientError (later), OutcomeUnknown (a mutation that may have
        happened), AuthError or BusinessError (a person has to act). `userErrors`
        of mutations are data: see `errors.raise_user_errors`.
        """
        document = documents.load(name)
        unknown = variables.keys() - document.variables
        if unknown:
            raise TypeError(f"{name} has no variables {sorted(unknown)}")
        self._check_budget(document)
        token = self._tokens.get()
        try:
            return self._call(document, variables, token)
        except AuthError as error:
            renewed = error.code == "token_rejected" and self._tokens.renew(token)
            if not renewed:
                raise
        return self._call(document, variables, renewed)

    def nodes(self, name, ids, **variables):
        """Read records by their GIDs: Data {gid: node, or None when it is gone}.

        One request for up to 250 ids. Should the store charge per id, the batch is
        halved until it fits, and that is remembered. `unavailable` has the paths
        inside a node. A node hidden for lack of a scope raises AuthError, because
        None would say that it was deleted.
        """
        found, unavailable = {}, set()
        waiting = list(dict.fromkeys(ids))
        while waiting:
            chunk = waiting[: limits.batch_size(self._shop, name)]
            try:
                data = self.execute(name, ids=chunk, **variables)
            except BusinessError as error:
                if error.code != "cost_exceeded" or len(chunk) == 1:
                    raise
                limits.shrink_batch(self._shop, name, len(chunk))
                continue
            self._raise_hidden_nodes(name, data)
            found.update(zip(chunk, data["nodes"], strict=True))
            unavailable |= {path.removeprefix("nodes.") for path in data.unavailable}
            waiting = waiting[len(chunk) :]
        return Data(found, unavailable)

    def pages(self, name, connection, **variables):
        """Yield the `nodes` of each page of `connection` ("orders", "order.lineItems").

        The query takes `$cursor`; give `cursor=` to begin behind one. Raises
        BusinessError `record_missing` when the record that holds the connection is
        gone. Shopify ends every listing after 25,000 records (documented).
        """
        while True:
            data = self.execute(name, **variables)
            page = self._connection(name, data, connection)
            yield page["nodes"]
            if not page["pageInfo"]["hasNextPage"]:
                return
            variables["cursor"] = page["pageInfo"]["endCursor"]

    def wait_for_share(self, share):
        """Seconds until this share of the store's budget may be there (0.0: now).

        For work that can wait, so that work that cannot finds the rest of it.
        """
        return limits.wait_for_share(self._shop, share)

    def _check_budget(self, document):
        wait = limits.wait_for(self._shop, document.cost)
        if wait:
            raise Throttled(
                f"{self.shop_domain}: {document.name} needs {document.cost} points and "
                f"the store's budget has them in {wait:.1f} s.",
                wait,
            )

    def _call(self, document, variables, token):
        started = time.monotonic()
        body, outcome = {}, "ok"
        try:
            body = self._send(document, variables, token)
            return answer.read(self.shop_domain, document, body)
        except ShopifyError as error:
            outcome = error.code
            raise
        finally:
            self._note(document, body, time.monotonic() - started, outcome)

    def _send(self, document, variables, token):
        check_token(self.shop_domain, token)
        response = transport.post(
            self._session,
            self._url,
            document.mutation,
            json={
                "query": document.text,
                "variables": variables,
                "operationName": document.name,
            },
            headers={"X-Shopify-Access-Token": token},
        )
        if response.status_code != 200:
            raise status_error(
                self.shop_domain,
                response.status_code,
                transport.retry_after(response),
                document.mutation,
            )
        self.served_version = response.headers.get("X-Shopify-API-Version")
        body = answer.body_of(response)
        if not body:
            kind = OutcomeUnknown if document.mutation else TransientError
            raise kind(f"{self.shop_domain}: Shopify's answer cannot be read.")
        return body

    def _note(self, document, body, seconds, outcome):
        cost = answer.cost(body)
        bucket = limits.note_cost(self._shop, cost)
        if self._on_call:
            record = CallRecord(
                operation=document.name,
                seconds=seconds,
                requested_cost=cost.get("requestedQueryCost"),
                actual_cost=cost.get("actualQueryCost"),
                available=bucket and bucket.available,
                outcome=outcome,
            )
            self._on_call(record)

    def _raise_hidden_nodes(self, name, data):
        for error in data.denied:
            if data["nodes"][error["path"][1]] is None:
                raise graphql_error(self.shop_domain, name, error)

    def _connection(self, name, data, connection):
        page = data
        for key in connection.split("."):
            page = page and page[key]
        if page is None and data.denied:
            raise graphql_error(self.shop_domain, name, data.denied[0])
        if page is None:
            raise BusinessError(
                "record_missing",
                f"{self.shop_domain}: {name} found no {connection}: "
                "the record no longer exists in Shopify.",
            )
        return page
