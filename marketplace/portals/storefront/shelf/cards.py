"""Rows of the shelf as cards."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from flask import current_app, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from marketplace.domains.catalog.tree.atlas import Atlas
from marketplace.portals.storefront import portal
from marketplace.portals.storefront.shelf.facts import line_of
from marketplace.web import formats, furniture, languages

FIRST_SHOWN = 2  # of CARD_COLUMNS: the id and the place in the order stand before it
MOST_KEPT = 2048
SEEN_AT_ONCE = 4


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
    photo: str | None
    html: dict[tuple[bool, bool, bool], Markup] = field(default_factory=dict, compare=False, repr=False)


# The cards made by the present tree, by all that is on them: the best known stand on many pages.
_made: list[tuple[Atlas | None, dict[Any, Card]]] = [(None, {})]


def cards_of(rows: Iterable[Any], tree: Atlas) -> list[Card]:
    """Return rows of CARD_COLUMNS as cards in the reader's language."""
    known, made = _made[0]
    if known is not tree or len(made) > MOST_KEPT:
        _made[0] = (tree, made := {})
    language = languages.current()
    return [
        made.get(key) or made.setdefault(key, _card_of(row, tree))
        for row in rows
        for key in [(language, *row[FIRST_SHOWN:])]
    ]


def _card_of(row: Any, tree: Atlas) -> Card:
    return card_of(row, tree, title=json.loads(row.title_json), attributes=json.loads(row.facts_json))


def card_of(row: Any, tree: Atlas, *, title: Mapping[str, str], attributes: Mapping[str, Any]) -> Card:
    """Return a product, or a row of one, as a card in the reader's language."""
    node = tree.nodes.get(row.category_id)
    many = row.offers > 1
    return Card(
        url=url_for("storefront.product", slug=row.slug),
        slug=row.slug,
        title=formats.local(title),
        price=row.price_from,
        kind=node.drawing if node else "generic",
        differs=line_of(tree.measures_of(row.category_id), attributes),
        seller=ngettext("%(num)s supplier", "%(num)s suppliers", row.offers) if many else "",
        score=round(Decimal(row.score_sum) / row.score_count, 1) if row.score_count else None,
        reviews=row.score_count,
        offers=row.offers,
        badge="" if row.in_stock else _("Out of stock"),
        photo=row.picture,
    )


@portal.app_template_global("goods")
def goods(cards: Sequence[Card], *, ticks: bool) -> Markup:
    """Return cards as `components/card.html` writes them, one under the other; the first pictures load at once."""
    return Markup("\n").join(_html(card, ticks, eager=i < SEEN_AT_ONCE) for i, card in enumerate(cards))


def _html(card: Card, ticks: bool, *, eager: bool) -> Markup:
    """Write a card, the same one only once: it is in one language."""
    key = (ticks, eager, card.photo is not None and furniture.data_saver())
    return card.html.get(key) or card.html.setdefault(key, _written(card, ticks, eager))


def _written(card: Card, ticks: bool, eager: bool) -> Markup:
    macro: Any = current_app.jinja_env.get_template("components/card.html").module
    html: Markup = macro.good_card(
        card.url,
        card.title,
        card.price,
        kind=card.kind,
        photo=card.photo,
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
