"""Fill in one step of a draft, as far as it was said: nothing else of it is touched, and nothing is lost."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from marketplace.domains.listings.checklists import ANSWERS, DEFECTS, GRADES, PARTS, checklist_of
from marketplace.domains.listings.models import Listing
from marketplace.domains.listings.queries import kind_of
from marketplace.domains.listings.sizes import WAYS, Kind, extras_of, size_of
from marketplace.domains.listings.states import EDITABLE, LISTING
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_

WHAT = frozenset({"category_id", "department_id", "product_id", "brand", "model", "serial", "title", "words",
                  "attributes", "energy_kwh_year", "made_on", "new_price"})  # fmt: skip
CONDITION = frozenset({"grade", "checklist", "defects", "words"})
PRICE = frozenset({"price", "new_price", "suggested", "takes_proposals"})
HANDOVER = frozenset({"ways", "extras", "shipping", "place"})
FIELDS = {"what": WHAT, "condition": CONDITION, "price": PRICE, "handover": HANDOVER}
EDITS = frozenset({"title"}) | CONDITION | PRICE | HANDOVER  # what may change while it is on the shelf
SERIAL = re.compile(r"[A-Z0-9][A-Z0-9/.-]{3,59}")
ELDEST = date(1980, 1, 1)
MOST_DEFECTS = 8
MOST_WORDS = 2000


def fill(*, listing: Listing, step: str, said: Mapping[str, Any], at: datetime) -> None:
    """Write what was said in one step.

    Refuses: an unreadable serial number, a month to come, an unlawful way; a listing that is no draft any more (Stale).
    """
    if listing.state not in EDITABLE:
        raise LISTING.stale(listing.state)
    kind = kind_of(said.get("category_id", listing.category_id))
    if kind is None:
        raise Refused(N_("Choose what it is."), field="category")
    put(listing, kind, {name: value for name, value in said.items() if name in FIELDS[step]}, today=at.date())
    if not listing.title:
        listing.title = title_of(listing)
    listing.saved_at = at


def put(listing: Listing, kind: Kind, said: Mapping[str, Any], *, today: date) -> None:
    """Write what was said, each word checked; also on a copy, to see what an edit would make of it."""
    for name, value in said.items():
        read = _READERS.get(name)
        setattr(listing, name, read(value, today) if read else value)
    settle_size(listing, kind)
    if "checklist" in said:
        known = {item.code for item in checklist_of(kind)}
        listing.checklist = {
            code: answer for code, answer in said["checklist"].items() if code in known and answer in ANSWERS
        }
    listing.province, listing.city = (str(listing.place.get(name, "")) for name in ("province", "city"))


def settle_size(listing: Listing, kind: Kind) -> None:
    """Let size follow from what it is, and ways and extras from the size."""
    listing.size_class = size_of(kind, listing.attributes)
    lawful, bookable = WAYS[listing.size_class], extras_of(kind, listing.size_class)
    listing.ways = [way for way in lawful if way in listing.ways]
    listing.extras = [extra for extra in bookable if extra in listing.extras]


def title_of(listing: Listing) -> str:
    """Return the title of one whose seller wrote none: brand and model."""
    return f"{listing.brand} {listing.model}".strip()[:120]


def _brand(value: str, _: date) -> str:
    return " ".join(value.split())[:60]


def _model(value: str, _: date) -> str:
    return " ".join(value.split())[:80]


def _serial(value: str, _: date) -> str:
    typed = "".join(value.split()).upper()
    if typed and not SERIAL.fullmatch(typed):
        raise Refused(
            N_("This is no serial number: 4 to 60 letters, digits, dots, slashes or hyphens."), field="serial"
        )
    return typed


def _made_on(value: date | None, today: date) -> date | None:
    if value is not None and not ELDEST <= value <= today:
        raise Refused(N_("Choose a month from 1980 until now."), field="made_month")
    return value.replace(day=1) if value else None


def _grade(value: str, _: date) -> str:
    return value if value in (*GRADES, PARTS) else ""


def _defects(value: list[dict[str, str]], _: date) -> dict[str, Any]:
    kept = [
        {"kind": one["kind"], "words": one.get("words", "").strip()[:200], "photo": one.get("photo", "")}
        for one in value
        if one.get("kind") in DEFECTS
    ]
    return {"list": kept[:MOST_DEFECTS]} if kept else {}


def _words(value: str, _: date) -> str:
    return value.strip()[:MOST_WORDS]


_READERS: dict[str, Callable[[Any, date], Any]] = {
    "brand": _brand, "model": _model, "serial": _serial, "made_on": _made_on, "grade": _grade,
    "defects": _defects, "words": _words,
}  # fmt: skip
