"""Up to four products side by side: facts aligned, the better one marked, ten years' cost."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from flask import render_template, request
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from marketplace.domains.catalog.models import Product
from marketplace.domains.catalog.queries import products_by_slug
from marketplace.domains.catalog.search.ask import ask
from marketplace.domains.catalog.search.find import find
from marketplace.domains.catalog.tree.atlas import Atlas, Measure, atlas
from marketplace.portals.storefront import portal
from marketplace.portals.storefront.shelf.cards import Card, card_of, cards_of
from marketplace.portals.storefront.shelf.facts import YEARS, fact_text, label_of, long_cost, yearly_cost
from marketplace.web import formats, links
from marketplace.web.pagecache import public_page

MOST = 4
CANDIDATES = 6


@dataclass(frozen=True, slots=True)
class Line:
    """One fact of all products: its label, each one's words, which are the better."""

    label: str
    texts: Sequence[str]
    better: frozenset[int]
    strong: bool = False


@portal.get("/compare")
@public_page
def compare() -> str:
    """Show the products named in the address, at most four; the rest is left out and said so."""
    tree = atlas()
    asked = [slug for slug in dict.fromkeys(request.args.getlist("p")) if slug][: MOST * 3]
    products = products_by_slug(asked)
    shown = products[:MOST]
    asked_for = request.args.get("add", "").strip()
    return render_template(
        "storefront/compare/show.html",
        cards=[
            card_of(product, tree, title=product.title, attributes=product.attributes) for product in shown
        ],
        removals=[_without(shown, product) for product in shown],
        lines=_lines(shown, tree),
        asked=asked_for,
        candidates=_candidates(asked_for, shown, tree) if asked_for and len(shown) < MOST else [],
        too_many=len(products) > MOST,
        room=MOST - len(shown),
        years=YEARS,
    )


def _candidates(asked: str, shown: Sequence[Product], tree: Atlas) -> list[tuple[Card, str]]:
    """Return what matches the words, each with the address of this page with it."""
    wanted = ask(asked, tree)
    rows = find(wanted, size=CANDIDATES + MOST).rows if wanted.tsquery() else []
    slugs = [product.slug for product in shown]
    cards = [card for card in cards_of(rows, tree) if card.slug not in slugs][:CANDIDATES]
    return [
        (card, links.with_query("/compare", MultiDict([("p", s) for s in (*slugs, card.slug)])))
        for card in cards
    ]


def _without(shown: Sequence[Product], gone: Product) -> str:
    query: MultiDict[str, str] = MultiDict([("p", product.slug) for product in shown if product is not gone])
    return links.with_query("/compare", query)


def _lines(shown: Sequence[Product], tree: Atlas) -> list[Line]:
    if not shown:
        return []
    prices = [product.price_from or None for product in shown]
    yearly = [yearly_cost(product.energy_kwh_year) for product in shown]
    in_all = [long_cost(product) for product in shown]
    money = [
        _money_line(_("Price"), prices, strong=True),
        _money_line(_("Electricity a year"), yearly),
        _money_line(_("Price and %(years)s years of electricity", years=YEARS), in_all, strong=True),
    ]
    return [line for line in money if any(line.texts)] + _fact_lines(shown, tree)


def _money_line(label: str, amounts: Sequence[int | None], *, strong: bool = False) -> Line:
    texts = [formats.money(amount) if amount is not None else "" for amount in amounts]
    return Line(label, texts, _best(amounts, "low"), strong)


def _fact_lines(shown: Sequence[Product], tree: Atlas) -> list[Line]:
    measures: dict[str, Measure] = {}
    for product in shown:
        measures |= tree.measures_of(product.category_id)
    lines = [_fact_line(code, m, shown) for code, m in measures.items()]
    return [line for line in lines if any(line.texts)]


def _fact_line(code: str, measure: Measure, shown: Sequence[Product]) -> Line:
    values = [product.attributes.get(code) for product in shown]
    texts = [fact_text(measure, value) for value in values]
    return Line(label_of(measure), texts, _best([_number(value) for value in values], measure.better))


def _number(value: Any) -> Decimal | None:
    try:
        return Decimal(str(value)) if value not in (None, "", True, False) else None
    except InvalidOperation:
        return None


def _best(values: Sequence[Any], better: str) -> frozenset[int]:
    """Return which values are the better ones; none when nothing is known to be better, or all are the same."""
    known = [value for value in values if value is not None]
    if not better or not set(known) - set(known[:1]):
        return frozenset()
    best = min(known) if better == "low" else max(known)
    return frozenset(i for i, value in enumerate(values) if value == best)
