"""Rows of the shelf as cards."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from flask import current_app, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from marketplace.domains.catalog.tree.atlas import Atlas
from marketplace.portals.storefront import portal
from marketplace.portals.storefront.shelf.facts import ON_CARDS, line_of
from marketplace.web import formats, languages


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


# The cards made by the present tree, by all that is on them: the best known stand on many pages, and a tree is
# read anew every few seconds.
_made: tuple[Atlas | None, dict[Any, Card]] = (None, {})


def cards_of(rows: Iterable[Any], tree: Atlas) -> list[Card]:
    """Return cards in the reader's language."""
    global _made  # noqa: PLW0603 -- one memory a process, thrown away with its tree
    if _made[0] is not tree:
        _made = (tree, {})
    made, language = _made[1], languages.current()
    return [
        made.get(key) or made.setdefault(key, _card(row, tree))
        for row in rows
        for key in [_all_of(row, language)]
    ]


def _all_of(row: Any, language: str) -> tuple[Any, ...]:
    facts = row.attributes
    shown = (row.price_from, row.offers, row.in_stock, row.score_sum, row.score_count)
    return (
        language,
        row.slug,
        formats.local(row.title),
        row.category_id,
        *shown,
        *(facts.get(code) for code in ON_CARDS),
    )


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


@portal.app_template_global("good_card_of")
def good_card_of(card: Card, *, ticks: bool, eager: bool) -> Markup:
    """Return a card as `components/card.html` writes it: the same card is written once in each language."""
    return _written(card, ticks, eager, languages.current())


@lru_cache(maxsize=4096)
def _written(card: Card, ticks: bool, eager: bool, _language: str) -> Markup:
    macro: Any = current_app.jinja_env.get_template("components/card.html").module
    html: Markup = macro.good_card(
        card.url,
        card.title,
        card.price,
        kind=card.kind,
        differs=card.differs,
        seller=card.seller,
        score=card.score,
        reviews=card.reviews,
        badge=card.badge,
        offers=card.offers,
        compare=card.slug if ticks else None,
        eager=eager,
    )
    return html
