"""What the statistics of the shelf are asked: how much of it is wanted, and where an order goes on."""

from collections.abc import Sequence

from sqlalchemy import func, select

from marketplace.domains.catalog.models import POPULARITY_STEPS, PRICE_STEPS, Product
from marketplace.domains.catalog.search.ask import Wanted
from marketplace.foundation.db import session
from marketplace.foundation.paging import Place
from marketplace.foundation.search.statistics import Asked, Statistics
from marketplace.foundation.search.steps import IDS

SHELF = Statistics("product")


def asked_of(wanted: Wanted, *, by_price: bool = False) -> Asked:
    """Return what narrows; in the order of prices a limit on them is where the walk begins and ends."""
    terms = [term.any_of for term in wanted.terms]
    if wanted.home in wanted.scope_lexemes():  # the kind that named the part of the tree fills it
        terms = [any_of for any_of in terms if not all(lexeme.startswith("k:") for lexeme in any_of)]
    steps = wanted.steps(priced=not by_price)
    return Asked("".join(wanted.scope_lexemes()), (*terms, *wanted.buckets()), tuple(steps))


def expected(wanted: Wanted) -> float:
    """Return how many products are expected to match."""
    return SHELF.read().expected(asked_of(wanted))


def onwards(wanted: Wanted, sort: str, place: Place) -> Sequence[str]:
    """Return the steps of an order from a place on."""
    start = place.marks.get("mark_0")
    if sort == "newest":
        top = session.scalar(select(func.max(Product.id))) or 0
        return list(IDS.on(start or 0, top) if place.backward else IDS.back(top if start is None else start))
    falling = place.backward is (sort == "price")
    if sort == "popular":
        return POPULARITY_STEPS.onwards(start, falling=falling)
    limits = PRICE_STEPS.between(wanted.price_low, wanted.price_high)
    steps = PRICE_STEPS.onwards(start, falling=falling)
    return [step for step in steps if step in limits] if limits else steps
