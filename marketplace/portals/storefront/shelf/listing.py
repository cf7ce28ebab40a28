"""A list page's whole state, read from its address and written back into it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from flask import current_app, request
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from marketplace.domains.catalog.search.ask import Range, Term, Wanted
from marketplace.domains.catalog.search.find import SORTS
from marketplace.domains.catalog.search.lexemes import brand_lexeme, choice_lexeme
from marketplace.domains.catalog.tree.atlas import Measure
from marketplace.domains.catalog.tree.brands import brand_words
from marketplace.foundation import money
from marketplace.foundation.numerals import in_order, plain_number
from marketplace.portals.storefront.shelf.facts import fact_text, label_of, unit_of
from marketplace.web import formats, links

MOST_CHOSEN = 20  # values of one facet; more is no person's doing
LONGEST_VALUE = 80


class Pairs(tuple[tuple[str, str], ...]):
    """Names and values to carry along in a form; a name may stand twice."""

    __slots__ = ()

    def items(self) -> Iterator[tuple[str, str]]:
        return iter(self)


@dataclass(frozen=True)
class Chip:
    """One filter in force: how it reads, and its name and value in the address."""

    label: str
    names: tuple[tuple[str, str | None], ...]  # value None: whatever it is


@dataclass
class Listing:
    """What the reader chose: filters, sort and place in the list."""

    measures: Mapping[str, Measure]
    wanted: Wanted
    sort: str = "popular"
    chips: list[Chip] = field(default_factory=list)
    chosen: dict[str, list[str]] = field(default_factory=dict)
    typed: dict[str, tuple[str, str]] = field(default_factory=dict)  # ranges as typed

    @property
    def state(self) -> tuple[Any, ...]:
        """Return all that its filters depend on beside the shelf, to keep them by."""
        chosen = tuple((name, tuple(values)) for name, values in self.chosen.items())
        typed = tuple(self.typed.items())
        return tuple(self.measures), chosen, typed, self.wanted.in_stock, bool(self.chips)

    def range_of(self, code: str) -> tuple[str, str]:
        """Return from and to as typed."""
        return self.typed.get(code, ("", ""))

    @property
    def active(self) -> list[tuple[str, str]]:
        """Return each filter in force with the address without it."""
        return [(chip.label, without(*chip.names)) for chip in self.chips]

    @property
    def clear_url(self) -> str:
        return without(*(name for chip in self.chips for name in chip.names))


def read_listing(wanted: Wanted, measures: Mapping[str, Measure]) -> Listing:
    """Read filters and sort from this request's address; what makes no sense is left out."""
    sort = request.args.get("sort", "")
    listing = Listing(measures, wanted, sort if sort in SORTS else "popular")
    asked = asked_for()
    if "brand" in asked:
        _read_choices(listing, "brand", None)
    for code, measure in measures.items():
        if code in asked and measure.facet:
            (_read_range if measure.kind == "number" else _read_choices)(listing, code, measure)
    if "price" in asked:
        _read_price(listing)
    if request.args.get("stock") == "1":
        listing.wanted = _with(listing.wanted, in_stock=True)
        listing.chips.append(Chip(_("In stock"), (("stock", None),)))
    return listing


def asked_for() -> set[str]:
    """Return the names in this address, ranges by the name of their measure."""
    return {name.removesuffix("_min").removesuffix("_max") for name in request.args}


def _with(wanted: Wanted, **changes: Any) -> Wanted:
    from dataclasses import replace

    return replace(wanted, **changes)


def _read_choices(listing: Listing, code: str, measure: Measure | None) -> None:
    values = [v[:LONGEST_VALUE] for v in dict.fromkeys(request.args.getlist(code)) if v][:MOST_CHOSEN]
    if measure is not None:
        values = [v for v in values if v in measure.choices or (measure.kind == "flag" and v == "yes")]
    if not values:
        return
    listing.chosen[code] = values
    lexemes = [brand_lexeme(v) if measure is None else choice_lexeme(code, v) for v in values]
    listing.wanted = listing.wanted.plus([Term(tuple(lexemes))])
    listing.chips += [Chip(_choice_text(measure, value), ((code, value),)) for value in values]


def _choice_text(measure: Measure | None, value: str) -> str:
    if measure is None:
        return formats.local(brand_words(value))
    return label_of(measure) if measure.kind == "flag" else fact_text(measure, value)


def _read_range(listing: Listing, code: str, measure: Measure) -> None:
    low, high = in_order(*(_number(request.args.get(f"{code}_{end}")) for end in ("min", "max")))
    listing.typed[code] = (request.args.get(f"{code}_min", "")[:12], request.args.get(f"{code}_max", "")[:12])
    if low is None and high is None:
        return
    listing.wanted = listing.wanted.plus(ranges=[Range(code, low, high)])
    label = f"{label_of(measure)}: {_span(low, high)} {unit_of(measure)}".strip()
    listing.chips.append(Chip(label, ((f"{code}_min", None), (f"{code}_max", None))))


def _span(low: Decimal | None, high: Decimal | None) -> str:
    if low is None:
        return str(_("up to %(number)s", number=formats.number(high or Decimal(0))))
    if high is None:
        return str(_("from %(number)s", number=formats.number(low)))
    return f"{formats.number(low)}–{formats.number(high)}"


def _number(text: str | None) -> Decimal | None:
    number = plain_number(text or "")
    return number if number is not None and 0 <= number < 10**7 else None


def _read_price(listing: Listing) -> None:
    currency = current_app.config["SETTINGS"].currency
    typed = tuple(request.args.get(f"price_{end}", "")[:14] for end in ("min", "max"))
    low, high = in_order(*(_amount(text, currency) for text in typed))
    listing.typed["price"] = (typed[0], typed[1])
    if low is None and high is None:
        return
    listing.wanted = _with(listing.wanted, price_low=low, price_high=high)
    words = [formats.money(amount) for amount in (low, high) if amount is not None]
    if low is None:
        label = _("up to %(number)s", number=words[0])
    else:
        label = "–".join(words) if high is not None else _("from %(number)s", number=words[0])
    listing.chips.append(Chip(label, (("price_min", None), ("price_max", None))))


def _amount(text: str, currency: str) -> int | None:
    try:
        amount = money.parse(text, currency)
    except ValueError:
        return None
    return amount if amount >= 0 else None


def without(*names: tuple[str, str | None]) -> str:
    """Return this page's address without these names, from its first page."""
    query: MultiDict[str, str] = MultiDict(request.args)
    query.poplist("cursor")
    for name, value in names:
        kept = [] if value is None else [other for other in query.getlist(name) if other != value]
        query.poplist(name)
        for other in kept:
            query.add(name, other)
    return links.with_query(request.path, query)


def carried(*left_out: str) -> Pairs:
    """Return what a form on this page must carry along: the whole query but these names and the place in the list."""
    gone = {"cursor", *left_out}
    return Pairs((name, value) for name, value in request.args.items(multi=True) if name not in gone)
