"""Bulk operations: one query over everything, answered by a file of JSON lines.

They are not bound by the cost budget; five may run at once per app and store, and a
result is kept for seven days (documented). Starting, asking and reading are separate
calls for separate jobs: nothing here waits.

The file is the one thing this connector fetches from another host than the store's:
Shopify keeps it on Google's storage and names the address (seen). Only https to
`*.googleapis.com` is followed, or a sandbox on this machine, and no token is sent.
"""

import json
from collections import defaultdict
from dataclasses import dataclass
from urllib.parse import urlsplit

from . import documents, transport
from .errors import BusinessError, TransientError, raise_user_errors

RESULT_HOSTS = ".googleapis.com"
BUSY = {"OPERATION_IN_PROGRESS", "LIMIT_REACHED"}
BUSY_WAIT = 60.0  # seconds until one of the running operations may have ended
RUNNING = {"CREATED", "RUNNING", "CANCELING"}


@dataclass(frozen=True)
class Operation:
    """A bulk operation as of its last `poll`.

    `url` is None while it runs, and when it found nothing. `objects` counts the lines,
    `size` the bytes of the file (None while there is none).
    """

    id: str
    status: str
    objects: int
    size: int | None
    url: str | None

    @property
    def running(self):
        """Whether its result has to be waited for."""
        return self.status in RUNNING


def start(client, name, grouped=False):
    """Start the query `queries/bulk/<name>.graphql`; returns the operation's GID.

    `grouped`: children right behind their parent in the file, which takes Shopify
    longer. Raises TransientError while too many operations run (`retry_after`), else
    what `client.execute` raises; after OutcomeUnknown it may be started again.
    """
    text = (documents.QUERIES / "bulk" / f"{name}.graphql").read_text()
    data = client.execute("bulk_run", query=text, grouped=grouped)
    payload = data["bulkOperationRunQuery"]
    busy = [error for error in payload["userErrors"] if error["code"] in BUSY]
    if busy:
        message = f"{client.shop_domain}: {name} has to wait. {busy[0]['message']}"
        raise TransientError(message, BUSY_WAIT)
    return raise_user_errors(payload)["bulkOperation"]["id"]


def poll(client, gid):
    """The Operation as it is now; asks once.

    Raises BusinessError `record_missing` when Shopify does not know it (any more) and
    `bulk_failed` when it ended without a result: it has to be started again.
    """
    found = client.execute("bulk_status", id=gid)["bulkOperation"]
    if found is None:
        message = f"{client.shop_domain}: the bulk operation {gid} no longer exists."
        raise BusinessError("record_missing", message)
    if found["status"] not in RUNNING | {"COMPLETED"}:
        reason = found["errorCode"] or found["status"]
        raise BusinessError(
            "bulk_failed",
            f"{client.shop_domain}: Shopify ended the bulk operation {gid} without a "
            f"result ({reason}). Start it again.",
            status=found["status"],
            error_code=found["errorCode"],
        )
    return Operation(
        id=found["id"],
        status=found["status"],
        objects=int(found["objectCount"]),
        size=int(found["fileSize"]) if found["fileSize"] else None,
        url=found["url"],
    )


def rows(client, operation):
    """Yield the objects (dicts) of a completed Operation's file, in its order.

    One line is held at a time. Nested objects have their parent's id as `__parentId`.
    Raises TransientError when the file cannot be fetched to its end: what was yielded
    until then is right but not all. Raises BusinessError `bulk_address` when Shopify
    names an address that is not trusted, `bulk_expired` when the file is gone.
    """
    if operation.url is None:
        return
    check_address(operation.url, client.base_url)
    shop = client.shop_domain
    with transport.download(shop, operation.url) as response:
        if response.status_code != 200:
            raise _no_file(shop, operation, response.status_code)
        for line in transport.lines(shop, response):
            yield _read(shop, line)


def families(found, grouped=False):
    """Yield (root, everything below it) from `rows`; both are dicts as they came.

    `grouped` as the operation was started: then one family is held at a time, else
    all of them.
    """
    if grouped:
        yield from _families_in_order(found)
        return
    roots, below = [], defaultdict(list)
    for row in found:
        parent = row.get("__parentId")
        (below[parent] if parent else roots).append(row)
    for root in roots:
        yield root, list(_descendants(root, below))


def check_address(url, base_url):
    """Raise BusinessError `bulk_address` unless a result may be fetched from `url`.

    `base_url` is where the store is spoken to: only a sandbox serves results itself.
    """
    parts, own = urlsplit(url), urlsplit(base_url)
    if own.scheme == "http":
        trusted = (parts.scheme, parts.netloc) == (own.scheme, own.netloc)
    else:
        host = parts.hostname or ""
        trusted = parts.scheme == "https" and host.endswith(RESULT_HOSTS)
        # A port or user in it is a netloc that is more than the host.
        trusted = trusted and parts.netloc == host
    if not trusted:
        raise BusinessError(
            "bulk_address",
            f"Shopify says a result lies at {parts.scheme}://{parts.hostname}, where "
            "this connector does not fetch anything.",
        )


def _no_file(shop, operation, status):
    said = f"{shop}: the result of {operation.id} was answered with status {status}."
    if status >= 500 or status == 429:
        return TransientError(said)
    return BusinessError("bulk_expired", f"{said} Start it again.", status=status)


def _read(shop, line):
    try:
        return json.loads(line)
    except ValueError:
        raise TransientError(f"{shop}: a line of a bulk result is broken.") from None


def _families_in_order(found):
    root, below = None, []
    for row in found:
        if "__parentId" in row:
            below.append(row)
            continue
        if root:
            yield root, below
        root, below = row, []
    if root:
        yield root, below


def _descendants(parent, below):
    for row in below.get(parent.get("id"), ()):
        yield row
        yield from _descendants(row, below)
