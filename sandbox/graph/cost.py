import math
import threading

MAX_QUERY_COST = 1000
BUCKET_SECONDS = 20  # bucket = 20 x restore rate, seen on a Basic development store
PLANS = {"basic": 100, "grow": 100, "advanced": 200, "plus": 1000, "enterprise": 2000}
FREE = frozenset({"MoneyBag", "MoneyV2", "MailingAddress"})
FIXED = {"Count": 10}
MUTATION = 10


class Bucket:
    """The leaky bucket of cost points of one app in one store."""

    def __init__(self, plan, clock):
        self._clock = clock
        self._lock = threading.Lock()
        self.set_rate(PLANS[plan])

    def set_rate(self, restore_rate):
        """Start over with a full bucket that restores `restore_rate` points/s."""
        self.rate = restore_rate
        self.size = restore_rate * BUCKET_SECONDS
        self._level = float(self.size)
        self._read_at = self._clock.now()

    def take(self, points):
        """Take points out; False, and nothing taken, if there are not enough."""
        with self._lock:
            self._restore()
            if points > self._level:
                return False
            self._level -= points
            return True

    def give_back(self, points):
        """Return what a call was charged too much."""
        with self._lock:
            self._level = min(self.size, self._level + points)

    def empty(self):
        """Take everything out, as many other calls would."""
        with self._lock:
            self._restore()
            self._level = 0.0

    def status(self):
        """`throttleStatus` of an answer."""
        with self._lock:
            self._restore()
            return {
                "maximumAvailable": self.size,
                "currentlyAvailable": int(self._level),
                "restoreRate": self.rate,
            }

    def _restore(self):
        now = self._clock.now()
        seconds = (now - self._read_at).total_seconds()
        self._read_at = now
        self._level = min(self.size, self._level + seconds * self.rate)


def page_factor(size):
    """What a connection of `size` rows multiplies its row's cost by (measured)."""
    return max(1, math.floor(2 * math.log(size))) if size else 1


def query_cost(plan, data=None, per_id=False):
    """Cost points of an operation, or of what it returned if `data` is given.

    Measured on recordings of a real store: an object costs 1, a plain list as one
    object, a connection 2 plus its page factor times a row, a count 10, a mutation
    10; money and addresses nothing.

    :param per_id: charge `nodes(ids:)` once per id (a store may: not documented)
    """
    cost = 0
    for key, field in plan.root_fields().items():
        answer = None if data is None else data.get(key)
        refused = data is not None and answer is None
        times = len(field.args["ids"]) if per_id and field.name == "nodes" else 1
        if field.parent == "Mutation":
            cost += MUTATION + (0 if refused else _payload(plan, field, answer))
        elif not refused:
            cost += times * _field(plan, field, answer)
    return cost


def _payload(plan, field, answer):
    """What a mutation returns is free but for the connections in it (seen)."""
    cost = 0
    for child in plan.fields(field.named, field.selection_sets).values():
        inner = answer and answer.get(child.key)
        if not child.leaf and (answer is None or inner is not None):
            cost += max(_field(plan, child, inner) - 1, 0)
    return cost


def _field(plan, field, answer):
    if field.leaf:
        return 0
    name = field.named.name
    if name in FIXED:
        return FIXED[name]
    if name in FREE:
        return 0
    if name.endswith("Connection"):
        return _connection(plan, field, answer)
    return 1 + _selection(plan, field, answer)


def _connection(plan, field, answer):
    if answer is None:
        rows, row = field.args.get("first") or field.args.get("last") or 0, None
    else:
        found = answer.get("nodes") or answer.get("edges") or []
        rows, row = len(found), found
    cost = 0
    for child in plan.fields(field.named, field.selection_sets).values():
        if child.name == "nodes":
            cost += _selection(plan, child, row)
        elif child.name == "edges":
            cost += _selection(plan, child, row) - 1
    return 2 + page_factor(rows) * (1 + cost)


def _selection(plan, field, answer):
    """Cost of the children: of the dearest type, where several are possible."""
    if isinstance(answer, list):
        answer = next((item for item in answer if item), {})
    return max(
        sum(
            _field(plan, child, answer and answer.get(child.key))
            for child in plan.fields(type_, field.selection_sets).values()
            if not child.leaf
            if answer is None or answer.get(child.key) is not None
        )
        for type_ in plan.concrete_types(field.named, field.selection_sets)
    )
