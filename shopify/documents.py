"""The queries of `queries/` (and of `FOLDERS` that other modules add): one operation
per file, named like its file.

Line 1 is `# cost ~N: what it is for`. `#import fragments/money.graphql` adds that
file once, wherever it is asked for.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

QUERIES = Path(__file__).parent / "queries"
#: Where queries are looked for; a module with a flow of its own adds its folder.
FOLDERS = [QUERIES]
COST = re.compile(r"# cost ~(\d+): ")
IMPORT = re.compile(r"^#import (\S+)$", re.MULTILINE)
OPERATION = re.compile(r"^(query|mutation) (\w+)(?:\((.*?)\)\s*\{)?", re.M | re.S)


@dataclass(frozen=True)
class Document:
    """A query ready to be sent. `cost` is what Shopify will ask for it, in points."""

    name: str
    text: str
    cost: int
    mutation: bool
    variables: frozenset


@cache
def load(name):
    """The Document of `queries/<name>.graphql`. KeyError: there is none."""
    source = _read(f"{name}.graphql")
    kind, operation, header = OPERATION.search(source).groups()
    assert operation == name, f"{name}.graphql holds {operation}"
    parts = {name: source}
    _add_imports(source, parts)
    return Document(
        name=name,
        text="\n".join(parts.values()),
        cost=int(COST.match(source)[1]),
        mutation=kind == "mutation",
        variables=frozenset(re.findall(r"\$(\w+)\s*:", header or "")),
    )


def _read(path):
    for folder in FOLDERS:
        if (folder / path).exists():
            return (folder / path).read_text()
    raise KeyError(f"No folder of queries has {path}.")


def _add_imports(source, parts):
    for path in IMPORT.findall(source):
        if path not in parts:
            parts[path] = _read(path)
            _add_imports(parts[path], parts)
