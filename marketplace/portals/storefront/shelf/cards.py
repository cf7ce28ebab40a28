"""Rows of the shelf as cards."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from marketplace.domains.catalog.tree.atlas import Atlas
from marketplace.portals.storefront.shelf.facts import line_of
from marketplace.web import formats


@dataclass(frozen=True, slots=True)
class Card:
    """What `good_card` shows of a product."""

    url: str
    slug: str
    title: str
    price: int
    kind: str
    differs: str
    seller: str
    score: Decimal | None
    reviews: int
    offers: int
    badge: str


def cards_of(rows: Iterable[Any], tree: Atlas) -> list[Card]:
    """Return cards in the reader's language."""
    return [_card(row, tree) for row in rows]


def _card(row: Any, tree: Atlas) -> Card:
    node = tree.nodes.get(row.category_id)
    measures = tree.measures_of(row.category_id)
    many = row.offers > 1
    return Card(
        url=url_for("storefront.product", slug=row.slug),
        slug=row.slug,
        title=formats.local(row.title),
        price=row.price_from,
        kind=node.drawing if node else "generic",
        differs=line_of(measures, row.attributes),
        seller=ngettext("%(num)s supplier", "%(num)s suppliers", row.offers) if many else "",
        score=round(Decimal(row.score_sum) / row.score_count, 1) if row.score_count else None,
        reviews=row.score_count,
        offers=row.offers,
        badge="" if row.in_stock else _("Out of stock"),
    )
