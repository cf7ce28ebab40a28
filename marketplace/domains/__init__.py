"""The rooms: each owns its tables, its states and its verbs; lower landings are read, never told."""

from importlib import import_module
from pkgutil import iter_modules

TABLES_BELOW = (
    "marketplace.foundation.dials",
    "marketplace.foundation.outbox",
    "marketplace.foundation.states",
)


def load_models() -> None:
    """Import every table of the house, so that the metadata and the relationships between rooms are whole."""
    for name in TABLES_BELOW:
        import_module(name)
    import_module("marketplace.ledger")
    _import_if_there("marketplace.ledger.models")
    for room in iter_modules(__path__, f"{__name__}."):
        _import_if_there(f"{room.name}.models")
        for part in iter_modules(import_module(room.name).__path__, f"{room.name}."):
            if part.ispkg:
                _import_if_there(f"{part.name}.models")


def _import_if_there(name: str) -> None:
    try:
        import_module(name)
    except ModuleNotFoundError as missing:
        if missing.name != name:
            raise
