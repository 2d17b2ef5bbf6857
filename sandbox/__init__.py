"""A Shopify store on this machine, for demo, tests and benchmarks."""

from .server import Server
from .store import Store

__all__ = ["Server", "Store"]
