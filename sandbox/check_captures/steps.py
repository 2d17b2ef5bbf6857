"""What a recorded step says about itself: what it changed, made and removed."""

import json

_MADE = {
    "order": ("Order",),
    "product": ("Product", "ProductVariant", "InventoryItem"),
    "customer": ("Customer", "MailingAddress"),
    "location": ("Location",),
    "company": ("Company", "CompanyLocation", "CompanyContact"),
}


def refused(step):
    """Whether the step was answered with an error of any kind."""
    return '"message": "' in json.dumps([step.errors, _user_errors(step.data)])


def accepted(step):
    """Whether the step changed something: what it names was there."""
    return bool(_user_errors(step.data)) and not refused(step)


def created_types(step):
    """Types whose new ids in the step's answer are of objects it created."""
    types = []
    for key in step.data or {}:
        if any(word in key for word in ("Create", "Set", "Duplicate")):
            types += next((t for name, t in _MADE.items() if key.startswith(name)), ())
    return types


def deleted(step):
    """The ids of what the step removed: it was there."""
    return [
        value
        for payload in _payloads(step.data)
        for key, value in payload.items()
        if key.startswith("deleted") and isinstance(value, str)
    ]


def rows(value):
    """The rows of a list or connection, as recorded."""
    if isinstance(value, dict):
        return value.get("nodes") or [edge["node"] for edge in value.get("edges") or []]
    return value or []


def _user_errors(data):
    return [
        value
        for payload in _payloads(data)
        for key, value in payload.items()
        if key.lower().endswith("usererrors")
    ]


def _payloads(data):
    return [value for value in (data or {}).values() if isinstance(value, dict)]
