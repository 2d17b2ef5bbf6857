"""The control API: everything a store can do, over HTTP, for tests and for people.

``POST /sandbox/<store domain>/<command>`` with the arguments as a JSON object; the
answer is JSON. A command is a verb of the store (``place_order``, ``refund_order``,
all of ``sandbox/actions``) or one of the commands below (``webhooks/pause``,
``faults/once``, ``clock/advance``, ``calls/clear`` …).
"""

import inspect
import json
import traceback
import weakref
from contextlib import nullcontext
from functools import partial

from .generator import Generator
from .page.overview import overview
from .routes import json_response, route

COMMANDS = {}
_generators = weakref.WeakKeyDictionary()


class Unknown(Exception):
    """No such store or command."""


def command(name):
    """Register ``function(store, **arguments)`` as a command."""

    def register(function):
        COMMANDS[name] = function
        return function

    return register


@route("POST", r"/sandbox/(?P<domain>[^/]+)/(?P<name>.+)")
def control(request, domain, name):
    """200 and the result; 404 for an unknown store or command, 400 for arguments it
    refuses, 500 if the sandbox itself fails, each with ``{"error": text}``.
    """
    try:
        arguments = request.json()
        store, function = _find(request.server.stores, domain, name)
        inspect.signature(function).bind(**arguments)
        result = function(**arguments)
        with store.lock:
            return json_response(200, _public(result))
    except Unknown as error:
        return json_response(404, {"error": str(error)})
    except json.JSONDecodeError as error:
        return json_response(400, {"error": f"The body is not JSON: {error}"})
    except (TypeError, ValueError, LookupError) as error:
        return json_response(400, {"error": f"{type(error).__name__}: {error}"})
    except Exception:
        return json_response(500, {"error": traceback.format_exc()})


def verbs(store):
    """Names of what people can do in a store."""
    return sorted(
        name
        for parent in type(store).__mro__
        if ".actions." in f".{parent.__module__}."
        for name in vars(parent)
        if not name.startswith("_")
    )


def _find(stores, domain, name):
    store = next((found for found in stores if found.domain == domain), None)
    if not store:
        raise Unknown(f"There is no store {domain!r} here.")
    if name in COMMANDS:
        return store, partial(COMMANDS[name], store)
    if name in verbs(store):
        return store, getattr(store, name)
    known = ", ".join(sorted([*COMMANDS, *verbs(store)]))
    raise Unknown(f"There is no command {name!r}; there are {known}.")


def _public(value):
    """Without the keys that are the sandbox's own."""
    if isinstance(value, dict):
        return {k: _public(v) for k, v in value.items() if not k.startswith("_")}
    if isinstance(value, list | tuple):
        return [_public(item) for item in value]
    return value


command("overview")(overview)


@command("credentials")
def credentials(store):
    """What a person types into the connector."""
    return {
        "domain": store.domain,
        "client_id": store.client_id,
        "client_secret": store.client_secret,
        "static_token": store.static_token,
    }


@command("objects")
def objects(store, type, last=100):
    """The newest objects of a GraphQL type, oldest of them first."""
    return store.all(type)[-last:]


@command("object")
def one_object(store, gid):
    return store.objects[gid]


@command("calls")
def calls(store, last=1000):
    """The latest API calls."""
    return store.calls[-last:]


@command("calls/clear")
def calls_clear(store):
    store.calls.clear()


@command("install")
def install(store):
    """The merchant installs the app again: the credentials work as before."""
    store.tokens.installed = True


@command("settings")
def settings(store, charge_nodes_per_id=None, expires_in=None, previous_secret=None):
    """Change switches: cost of ``nodes`` per id, seconds a token lives, the secret
    from before a rotation (webhooks are signed with it as long as it is set).
    """
    if charge_nodes_per_id is not None:
        store.charge_nodes_per_id = charge_nodes_per_id
    if expires_in is not None:
        store.tokens.expires_in = expires_in
    if previous_secret is not None:
        store.previous_secret = previous_secret
        store.webhooks.sign_with_previous = bool(previous_secret)


@command("scopes")
def scopes(store, grant=(), revoke=()):
    """Grant or revoke scopes; returns those granted now."""
    store.scopes.update(grant)
    for scope in revoke:
        store.revoke_scope(scope)
    return sorted(store.scopes)


@command("clock")
def clock(store, advance=0, speed=None):
    """Advance the clock by seconds, change its speed; returns both."""
    if speed is not None:
        store.clock.speed = speed
    if advance:
        store.clock.advance(advance)
    return {"now": store.now(), "speed": store.clock.speed}


@command("bucket")
def bucket(store, rate=None, empty=False):
    """Another restore rate (points a second), or an empty bucket; returns its state."""
    if rate is not None:
        store.bucket.set_rate(rate)
    if empty:
        store.bucket.empty()
    return store.bucket.status()


@command("webhooks")
def webhooks(store, last=100):
    """The latest deliveries."""
    return store.webhooks.log[-last:]


@command("webhooks/pending")
def webhooks_pending(store):
    return store.webhooks.pending()


@command("webhooks/wait_idle")
def webhooks_wait_idle(store, timeout=10):
    return store.webhooks.wait_idle(timeout)


@command("webhooks/pause")
def webhooks_pause(store):
    store.webhooks.pause()


@command("webhooks/resume")
def webhooks_resume(store):
    store.webhooks.resume()


@command("webhooks/misbehave")
def webhooks_misbehave(store, **behaviour):
    """As ``Webhooks.misbehave``: duplicate, reorder, lose, delay; none = behave."""
    store.webhooks.misbehave(**behaviour)
    return store.webhooks.behaviour


@command("webhooks/emit")
def webhooks_emit(store, topic, gid=None, payload=None):
    """Send a topic about an object (payload built) or with a finished payload."""
    store.emit(topic, store.objects[gid] if gid else payload or {})


@command("webhooks/subscribe")
def webhooks_subscribe(store, topic, uri):
    """Subscribe in the app's configuration, as privacy topics must be."""
    store.webhooks.app_subscriptions.append(
        {"topic": topic.upper().replace("/", "_"), "uri": uri}
    )


@command("faults")
def faults(store):
    """What is switched on, and what calls have met so far."""
    return {**store.faults.planned(), "fired": store.faults.fired[-100:]}


@command("faults/once")
def faults_once(store, kind, operation=None, times=1):
    store.faults.once(kind, operation, times)


@command("faults/rate")
def faults_rate(store, kind, share, operation=None):
    store.faults.rate(kind, share, operation)


@command("faults/clear")
def faults_clear(store):
    store.faults.clear()


@command("faults/hang_seconds")
def faults_hang_seconds(store, seconds):
    store.faults.hang_seconds = seconds


@command("generate")
def generate(
    store, products=0, customers=0, orders=0, special=0, steps=0, quiet=True, shape=None
):
    """Fill the store from its seed; returns the gids made.

    :param special: so many orders of rarer kinds, after the others
    :param steps: so many things happen to each order afterwards, at most
    :param quiet: without webhooks
    :param shape: arguments of ``Generator.orders`` (``{"lines": 3}``), for orders of
        one shape; without it they are as varied as in a real shop
    """
    generator = _generators.setdefault(store, Generator(store, seed=store.seed))
    with store.quiet() if quiet else nullcontext():
        made = {
            "products": generator.catalogue(products),
            "customers": generator.customers(customers),
            "orders": [generator.order() for _number in range(orders)]
            if shape is None
            else generator.orders(orders, **shape),
        }
        made["orders"] += [generator.special_order() for _number in range(special)]
        for order in made["orders"]:
            generator.live(order, steps)
    return {kind: [found["id"] for found in rows] for kind, rows in made.items()}
