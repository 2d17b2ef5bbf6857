from . import trivial
