"""Rows of the second-hand shelf as cards."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from marketplace.domains.catalog.tree.atlas import Atlas
from marketplace.domains.listings.search.shelf import faces_of
from marketplace.portals.storefront.browse.near import away_words
from marketplace.portals.storefront.browse.words import grade_name, one_line, place_words


@dataclass(frozen=True, slots=True)
class UsedCard:
    """What `good_card` shows of a used one; amounts in minor units."""

    id: int
    url: str
    title: str
    price: int
    was: int | None
    kind: str
    differs: str
    place: str
    badge: str
    photo: str | None


def used_cards(
    rows: Iterable[Any], tree: Atlas, *, faces: Mapping[int, str] | None = None, near: str = ""
) -> list[UsedCard]:
    """Return rows of the shelf's CARD_COLUMNS as cards; their pictures are read here unless they are given.

    `near`: the code of a city or district; cards say how far from it they are.
    """
    rows = list(rows)
    faces = faces_of([row.id for row in rows]) if faces is None else faces
    return [_card_of(row, tree, faces.get(row.id), near) for row in rows]


def _card_of(row: Any, tree: Atlas, photo: str | None, near: str) -> UsedCard:
    node = tree.nodes.get(row.category_id)
    stands = [place_words(row.province, row.city), away_words(near, row) if near else ""]
    return UsedCard(
        id=row.id,
        url=url_for("storefront.used_listing", number=row.number),
        title=row.title,
        price=row.price,
        was=row.new_price if row.new_price and row.new_price > row.price else None,
        kind=node.drawing if node else "generic",
        differs=one_line(row),
        place=" · ".join(filter(None, stands)),
        badge=_badge(row),
        photo=photo,
    )


def _badge(row: Any) -> str:
    if row.state == "sold":
        return str(_("Sold"))
    return str(_("Being bought")) if row.state == "reserved" else grade_name(row.grade)
