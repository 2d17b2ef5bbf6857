"""Extract the Admin API schema (names and types only) from `@shopify/dev-mcp`.

    npm pack @shopify/dev-mcp@1.16.0 && tar xf shopify-dev-mcp-1.16.0.tgz
    python -m sandbox.schema.extract package

writes `admin_<version>.json.gz` beside this file: the introspection answer without
descriptions and deprecation reasons, and the access scopes of types and fields.
"""

import gzip
import json
import re
import sys
from pathlib import Path

VERSIONS = ("2026-07", "2026-10")
HERE = Path(__file__).parent
DROPPED = ("description", "specifiedByURL", "isOneOf")
SCOPE = re.compile(r"`((?:un)?(?:read|write)_[a-z_]+)`")


def slim(node):
    """Copy of an introspection `node` without texts and empty values."""
    if isinstance(node, list):
        return [slim(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {
        key: slim(value)
        for key, value in node.items()
        if key not in DROPPED and (value is not False or key != "isDeprecated")
    }
    if kept.get("deprecationReason"):
        kept["deprecationReason"] = "deprecated"
    else:
        kept.pop("deprecationReason", None)
    return kept


def access_scopes(items):
    """`{"Type" or "Type.field": [text, [scope, …]]}` of the rows that need any."""
    return {
        ".".join(filter(None, (item["typeName"], item.get("fieldName")))): [
            item["requiredAccess"],
            SCOPE.findall(item["requiredAccess"].partition("Also")[0]),
        ]
        for item in items
        if item["offlineScopes"]
    }


def extract(source, target):
    """Write the extract of the package's file `source` to `target`."""
    with gzip.open(source) as packed:
        content = json.load(packed)
    extracted = {
        "schema": slim(content["data"]["__schema"]),
        "access": access_scopes(content["offline_scopes"]["items"]),
    }
    text = json.dumps(extracted, separators=(",", ":"))
    target.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


if __name__ == "__main__":
    for version in VERSIONS:
        name = f"admin_{version}.json.gz"
        extract(Path(sys.argv[1]) / "dist" / "data" / name, HERE / name)
