"""Mutations of webhook subscriptions and of the app itself; texts as recorded."""

import re
from urllib.parse import urlsplit

from .registry import field

NAME = re.compile(r"^[A-Za-z0-9_-]{1,50}$")
PUBSUB = re.compile(r"^pubsub://[\w.-]+:[\w.~%+-]+$")
ARN = re.compile(r"^arn:aws:events:[\w-]+::event-source/.+$")
FILTER = re.compile(r"[\w.]+:")
LOCAL = ("127.0.0.1", "localhost")
SHOPIFY_HOSTS = ("shopify.com", "myshopify.com")
PATH = ("webhookSubscription", "callbackUrl")


class Invalid(Exception):
    """Input that is refused: `[(field path, message)]`."""

    def __init__(self, *problems):
        super().__init__(problems[0][1])
        self.problems = problems


@field("Mutation", "webhookSubscriptionCreate")
def create(context, _node, args):
    store, given = context.store, args["webhookSubscription"]
    values = {
        "topic": args["topic"],
        "uri": "",
        "format": "JSON",
        "filter": None,
        "includeFields": [],
        "metafieldNamespaces": [],
        "metafields": [],
        "name": None,
        **_values(store, given),
    }
    try:
        _check(store, values)
    except Invalid as invalid:
        return _refused(invalid)
    return _accepted(store.add("WebhookSubscription", values))


@field("Mutation", "webhookSubscriptionUpdate")
def update(context, _node, args):
    store = context.store
    known = store.objects.get(args["id"])
    if not known:
        return _refused(Invalid((("id",), "Webhook subscription does not exist")))
    values = {**known, **_values(store, args["webhookSubscription"])}
    try:
        _check(store, values, known)
    except Invalid as invalid:
        return _refused(invalid)
    known.update(values)
    store.touch(known)
    return _accepted(known)


@field("Mutation", "webhookSubscriptionDelete")
def delete(context, _node, args):
    if not context.store.objects.pop(args["id"]):
        problem = Invalid((("id",), "Webhook subscription does not exist"))
        return {"deletedWebhookSubscriptionId": None, "userErrors": _errors(problem)}
    return {"deletedWebhookSubscriptionId": args["id"], "userErrors": []}


@field("QueryRoot", "webhookSubscriptions")
def webhook_subscriptions(context, _node, args):
    return [
        known
        for known in context.store.all("WebhookSubscription")
        if args.get("topics") is None or known["topic"] in args["topics"]
        if args.get("uri") is None or known["uri"] == args["uri"]
        if args.get("callbackUrl") is None or known["uri"] == args["callbackUrl"]
        if args.get("format") is None or known["format"] == args["format"]
    ]


@field("Mutation", "appUninstall")
def app_uninstall(context, _node, _args):
    context.store.uninstall()
    return {"app": context.store.app, "userErrors": []}


@field("WebhookSubscription", "callbackUrl")
def callback_url(_context, node, _args):
    return node["uri"]


@field("WebhookSubscription", "endpoint")
def endpoint(_context, node, _args):
    uri = node["uri"]
    if PUBSUB.match(uri):
        project, _, topic = uri.removeprefix("pubsub://").partition(":")
        return {
            "__typename": "WebhookPubSubEndpoint",
            "pubSubProject": project,
            "pubSubTopic": topic,
        }
    if ARN.match(uri):
        return {"__typename": "WebhookEventBridgeEndpoint", "arn": uri}
    return {"__typename": "WebhookHttpEndpoint", "callbackUrl": uri}


def _values(store, given):
    """Input in the names of the object; `$app:` means the app's own namespaces."""
    values = dict(given)
    if "callbackUrl" in values:
        values["uri"] = values.pop("callbackUrl")
    own = f"app--{store.app['id'].rpartition('/')[2]}--"
    if values.get("metafieldNamespaces"):
        values["metafieldNamespaces"] = [
            name.replace("$app:", own) for name in values["metafieldNamespaces"]
        ]
    return values


def _check(store, values, known=None):
    others = [found for found in store.all("WebhookSubscription") if found is not known]
    _check_address(store, values["uri"])
    _check_name(values["name"], others)
    if values["filter"] and not FILTER.search(values["filter"]):
        raise Invalid(
            (
                ("webhookSubscription",),
                "The specified filter is invalid, please ensure you specify the "
                "field(s) you wish to filter on.",
            )
        )
    same = ("topic", "uri", "format", "filter")
    if any(all(found[key] == values[key] for key in same) for found in others):
        raise Invalid((PATH, "Address for this topic has already been taken"))


def _check_address(store, uri):
    if not uri:
        raise Invalid((PATH, "Address can't be blank"))
    if PUBSUB.match(uri) or ARN.match(uri):
        return
    scheme, host = urlsplit(uri).scheme, urlsplit(uri).hostname or ""
    if scheme == "http" and host in LOCAL:
        return  # a store on this machine talks to an Odoo on this machine
    if scheme != "https":
        problems = [(PATH, f"Address protocol {scheme}:// is not supported")]
        if scheme == "pubsub":
            problems.append(
                (
                    PATH,
                    "Address is not a valid GCP pub/sub format. Format should be "
                    "pubsub://project:topic",
                )
            )
        raise Invalid(*problems)
    if host == store.domain or host.endswith(SHOPIFY_HOSTS):
        raise Invalid((PATH, "Address cannot be a Shopify or an internal domain"))


def _check_name(name, others):
    path = ("webhookSubscription", "name")
    if name is None:
        return
    if not NAME.match(name):
        raise Invalid(
            (
                path,
                "Name can only contain alphanumeric characters, underscores, "
                "and hyphens, and has 1 to 50 characters",
            )
        )
    if any(found["name"] == name for found in others):
        raise Invalid((path, "Name already exists, no duplicate allowed"))


def _accepted(subscription):
    return {"webhookSubscription": subscription, "userErrors": []}


def _refused(invalid):
    return {"webhookSubscription": None, "userErrors": _errors(invalid)}


def _errors(invalid):
    return [
        {"__typename": "UserError", "field": list(path), "message": message}
        for path, message in invalid.problems
    ]
