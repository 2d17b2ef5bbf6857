"""Fields that are computed, not simply kept in an object's dict."""

FIELDS = {}


def field(typename, *names):
    """Register `function(context, node, args)` as resolver of fields of a type.

    `typename` "Connection" = of each connection, "*" = of every other type. The
    function returns what a dict would hold: a scalar, a gid or dict of an object, a
    list.
    """

    def register(function):
        for name in names:
            if FIELDS.setdefault((typename, name), function) is not function:
                raise ValueError(f"{typename}.{name} has a resolver already.")
        return function

    return register


def resolver(typename, name):
    """The registered function of a field, or None."""
    kind = "Connection" if typename.endswith("Connection") else "*"
    return FIELDS.get((typename, name)) or FIELDS.get((kind, name))
