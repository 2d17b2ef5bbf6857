"""What a recording of an older API version would say today (documented changes)."""


def upgraded(value):
    """The recorded answer with what newer versions add to it."""
    if isinstance(value, list):
        return [upgraded(item) for item in value]
    if not isinstance(value, dict):
        return value
    value = {key: upgraded(item) for key, item in value.items()}
    if value.get("supportedActions"):
        value["supportedActions"] = _with_progress(value["supportedActions"])
    return value


def _with_progress(actions):
    """REPORT_PROGRESS exists since 2026-04, next to CREATE_FULFILLMENT."""
    names = [action["action"] for action in actions]
    if "CREATE_FULFILLMENT" not in names or "REPORT_PROGRESS" in names:
        return actions
    return [*actions[:1], {"action": "REPORT_PROGRESS"}, *actions[1:]]
