"""Where ./dev keeps its things."""

import contextlib
import fcntl
import hashlib
import os
from pathlib import Path

from .console import say

ADDON = "connector_shopify"
ROOT = Path(__file__).resolve().parent.parent
STATE = ROOT / ".odoo"
VENV = ROOT / ".venv"
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / ADDON
REQUIREMENTS = ROOT / "requirements-dev.txt"


def digest(*parts):
    """A short name for a combination of things: same things, same name."""
    text = "\0".join(str(part) for part in parts)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def link(place, target):
    """Make `place` a symbolic link to `target`, whatever it pointed to before."""
    draft = place.with_name(f"{place.name}.{os.getpid()}")
    draft.symlink_to(target)
    draft.replace(place)


@contextlib.contextmanager
def only_one():
    """Let one ./dev at a time prepare things; the others wait here."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with open(CACHE / "lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("- waiting for another ./dev that is preparing things")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
