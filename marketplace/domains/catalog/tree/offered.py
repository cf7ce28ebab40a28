"""What the filters of a part of the tree offer, as last tallied: kept for a few seconds, like the tree."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, Select, bindparam, select

from marketplace.domains.catalog.models import FacetValue
from marketplace.domains.catalog.tally import HIGH, LOW
from marketplace.domains.catalog.tree.atlas import FRESH_SECONDS, Atlas
from marketplace.foundation.db import session


class Value(NamedTuple):
    """One value of a facet, and how many products have it."""

    value: str
    products: int


@dataclass(frozen=True, eq=False)
class Offered:
    """The values of each facet, the most common first.

    The same object while nothing changes, so that what is made of it may be kept.
    """

    rows: Sequence[Any]
    values: Mapping[str, Sequence[Value]]

    @property
    def energy_range(self) -> tuple[Decimal | None, Decimal | None]:
        """Return the least and the most yearly kWh of its products."""
        low, high = (self.values.get(code) for code in (LOW, HIGH))
        return (Decimal(low[0].value) if low else None), (Decimal(high[0].value) if high else None)


NOTHING = Offered((), {})


def offered(tree: Atlas, node_id: int) -> Offered:
    """Return what the filters of this part of `tree` offer, at most five seconds old."""
    known: Offered
    read_at, known = tree.offered.get(node_id, (float("-inf"), NOTHING))
    now = time.monotonic()
    if now - read_at < FRESH_SECONDS:
        return known
    rows = session.execute(_question(), {"node": node_id}).all()
    if known is NOTHING or rows != known.rows:
        known = _made(rows)
    tree.offered[node_id] = (now, known)
    return known


@cache
def _question() -> Select[str, str, int]:
    return (
        select(FacetValue.code, FacetValue.value, FacetValue.products)
        .where(FacetValue.category_id == bindparam("node", type_=BigInteger))
        .order_by(FacetValue.code, FacetValue.products.desc(), FacetValue.value)
    )


def _made(rows: Sequence[Any]) -> Offered:
    values: dict[str, list[Value]] = {}
    for code, value, products in rows:
        values.setdefault(code, []).append(Value(value, products))
    return Offered(rows, values)
