"""The orders a list can have, by name."""

from functools import cache

from marketplace.foundation.text import N_
from marketplace.web import languages

_SORTS = {
    "popular": N_("Popular first"),
    "price": N_("Price: low to high"),
    "price-down": N_("Price: high to low"),
    "newest": N_("Newest first"),
}


def sorts() -> tuple[tuple[str, str], ...]:
    """Return the orders a list can have, named in the reader's language."""
    return _sorts(languages.current())


@cache
def _sorts(_language: str) -> tuple[tuple[str, str], ...]:
    return tuple((value, languages.say(label)) for value, label in _SORTS.items())
