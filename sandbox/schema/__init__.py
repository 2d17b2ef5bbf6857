"""The Admin API's schema: names and types only, one extract per version."""

import gzip
import json
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from graphql import GraphQLSchema, build_client_schema

HERE = Path(__file__).parent


class Admin(NamedTuple):
    """A version of the Admin API."""

    version: str
    schema: GraphQLSchema
    access: dict  # "Type" or "Type.field" -> [text for people, [scope, …]]


def versions():
    """Supported versions, oldest first."""
    return sorted(path.name[6:13] for path in HERE.glob("admin_*.json.gz"))


def served_version(wanted):
    """The version that answers a call to `wanted`.

    Documented: a version that is no longer served falls forward to the oldest
    supported one and is answered with 200.
    """
    return wanted if wanted in versions() else versions()[0]


@lru_cache
def load(version):
    """`Admin` of a supported version; takes half a second once per process."""
    with gzip.open(HERE / f"admin_{version}.json.gz") as packed:
        content = json.load(packed)
    # The interfaces' deprecations do not match those of their types, which
    # graphql-core refuses: hence no check of the schema itself.
    schema = build_client_schema({"__schema": content["schema"]}, assume_valid=True)
    return Admin(version, schema, content["access"])
