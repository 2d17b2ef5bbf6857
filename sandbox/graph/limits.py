from .errors import Refusal

MAX_ARRAY = 250


def check_arrays(plan):
    """`Refusal` if an argument of the operation holds an array over 250 (seen)."""
    for field in plan.root_fields().values():
        for path, size in _arrays(field.args, (field.key,)):
            if size > MAX_ARRAY:
                raise _too_long(field, path, size)


def _arrays(value, path):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _arrays(inner, (*path, key))
    elif isinstance(value, list):
        yield path, len(value)
        for index, inner in enumerate(value):
            yield from _arrays(inner, (*path, index))


def _too_long(field, path, size):
    location = field.node.loc.start_token
    return Refusal(
        {
            "message": f"The input array size of {size} is greater than the maximum "
            f"allowed of {MAX_ARRAY}.",
            "locations": [{"line": location.line, "column": location.column}],
            "path": list(path),
            "extensions": {"code": "MAX_INPUT_SIZE_EXCEEDED"},
        }
    )
