"""The demo's used appliances: the same sixty, in both languages, and what becomes of each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from random import Random
from typing import Any

from marketplace.cli.demo.goods import BRANDS
from marketplace.cli.demo.shapes import SHAPES
from marketplace.cli.demo.used import words
from marketplace.domains.catalog.tree.atlas import Node, atlas
from marketplace.domains.listings.checklists import FAIL, PARTS, PASS, checklist_of
from marketplace.domains.listings.gates import uses_gas
from marketplace.domains.listings.queries import kind_of
from marketplace.domains.listings.sizes import SHIPPING, SMALL, WAYS, Kind, extras_of, size_of
from marketplace.domains.listings.suggest import suggest
from marketplace.foundation.dice import dice_of

PIECES = 60
MINE = 0  # the seller a visitor signs in as; the others are numbered from 1
OTHERS = 6
SPEAK_ENGLISH = frozenset({2, 4})  # the demo's seller writes in both languages, the others in Chinese
# What becomes of the first ones: who offers it, and how far its story is told. The rest is simply on the shelf.
FATES: tuple[tuple[int, str], ...] = (
    (MINE, "started"), (MINE, "draft"), (MINE, "submitted"), (MINE, "changes"), (MINE, "rejected"),
    (MINE, "published"), (MINE, "offered"), (MINE, "countered"), (MINE, "edited"), (MINE, "unpublished"),
    (MINE, "reserved"), (MINE, "to accept"), (MINE, "to hand over"), (MINE, "completed"), (MINE, "handed over"),
    (1, "completed"), (2, "disputed"), (3, "shipped"), (4, "to ship"), (1, "reserved for me"),
    (2, "countered to me"), (3, "offered by me"), (4, "declined"), (5, "changes"), (6, "rejected"),
    (5, "submitted"), (6, "submitted"), (5, "submitted"), (6, "submitted"), (1, "submitted"), (2, "submitted"),
    (3, "submitted"), (3, "published"), (4, "published"),
    (4, "bargained"), (MINE, "case open"), (1, "case split"), (3, "case returning"), (5, "case withdrawn"),
    (2, "judged"), (1, "called off"), (5, "taken down"), (5, "withdrawn offer"), (6, "case answered"),
)  # fmt: skip
# What a small demo has: something for each kind of page.
FEW = (
    "draft", "submitted", "changes", "rejected", "published", "offered", "edited", "to accept", "to hand over",
    "completed", "disputed", "reserved for me", "countered to me", "case returning",
)  # fmt: skip
# What a machine should find odd about some of those that wait.
ODD = {25: "contact", 26: "words", 27: "cheap", 28: "dear", 29: "old", 30: "twin", 31: "photo_name"}
TWIN_OF = 33  # whose photos the one with stolen photos shows
GRADES = ("premium", "excellent", "excellent", "good", "good", "good", "fair", "parts")


@dataclass(frozen=True)
class Piece:
    """One used appliance: which, whose, and what becomes of it."""

    number: int
    seller: int
    fate: str
    odd: str
    leaf: Node
    kind: Kind

    @property
    def serial(self) -> str:
        return f"CSU{self.number:05d}"

    @property
    def is_parcel(self) -> bool:
        """Say whether it is sent rather than picked up."""
        return self.fate in {"shipped", "to ship"}

    @property
    def language(self) -> str:
        """Return the language its seller writes in."""
        is_english = bool(self.number % 2) if self.seller == MINE else self.seller in SPEAK_ENGLISH
        return "en" if is_english else "zh"

    def dice(self, what: str) -> Random:
        return dice_of(f"piece {self.number} {what}")


def pieces(*, few: bool = False) -> Iterator[Piece]:
    """Yield all of them in order, or the first of each kind that a small demo has."""
    wanted = list(FEW)
    for piece in _all():
        if not few:
            yield piece
        elif piece.fate in wanted:
            wanted.remove(piece.fate)
            yield piece


def _all() -> Iterator[Piece]:
    leaves = [leaf for department in atlas().departments for leaf in atlas().leaves(department.id)]
    sent = [leaf for leaf in leaves if leaf.slug in {"vacuum-cleaners", "microwaves", "blenders"}]
    for number in range(PIECES):
        seller, fate = FATES[number] if number < len(FATES) else (1 + number % OTHERS, "published")
        found = sent if fate in {"shipped", "to ship"} else leaves
        leaf = found[(TWIN_OF if ODD.get(number) == "twin" else number) * 11 % len(found)]
        kind = kind_of(leaf.id)
        if kind is not None:
            yield Piece(number, seller, fate, ODD.get(number, ""), leaf, kind)


def steps_of(piece: Piece, place: Mapping[str, str], today: date) -> dict[str, dict[str, Any]]:
    """Return what its seller says in each step, as the form of that step would."""
    what = _what(piece, today)
    condition = _condition(piece)
    price = _price(piece, what, condition["grade"], today)
    what["new_price"] = price["new_price"]
    return {"what": what, "condition": condition, "price": price, "handover": _handover(piece, what, place)}


def photographed(piece: Piece, today: date) -> str:
    """Return what its photos show: the plate's first lines; one seller of the demo shows another's appliance."""
    what = _what(replace(piece, number=TWIN_OF) if piece.odd == "twin" else piece, today)
    return f"{what['brand']}|{what['model']}|{what['made_on']:%Y-%m}"


def _what(piece: Piece, today: date) -> dict[str, Any]:
    dice = piece.dice("what")
    brand = dice.choice(BRANDS)
    facts = SHAPES[piece.leaf.slug].facts(dice)
    if uses_gas(piece.kind):
        facts.setdefault("gas", "natural")
    letters = "".join(word[0] for word in piece.leaf.slug.split("-")).upper()
    model = f"{letters}{brand[0]}-{200 + piece.number}"
    years = 17 if piece.odd == "old" else dice.randrange(1, 6)
    return {
        "brand": brand,
        "model": model,
        "serial": piece.serial,
        "title": f"{brand} {_one(piece)} {model}",
        "words": words.ODD_SAYS.get(piece.odd) or _says(piece),
        "attributes": facts,
        "energy_kwh_year": facts.get("kwh"),
        "made_on": date(today.year - years, dice.randrange(1, 13), 1),
    }


def _one(piece: Piece) -> str:
    """Name one of its kind: kinds are named in the plural."""
    name = str(piece.leaf.name[piece.language])
    if piece.language == "zh":
        return name
    one = name.removesuffix("s")
    return one if one[1].isupper() else one[0].lower() + one[1:]


def _says(piece: Piece) -> str:
    texts = words.SAYS[piece.language]
    return texts[piece.number // 2 % len(texts)]


def _condition(piece: Piece) -> dict[str, Any]:
    grade = "good" if piece.odd else GRADES[piece.number % len(GRADES)]
    answers = {item.code: PASS for item in checklist_of(piece.kind)}
    if grade == PARTS:
        answers[next(iter(answers))] = FAIL
    said = words.MARKS.get(grade)
    marks = [{"kind": "scratch", "words": said[piece.language]}] if said else []
    return {"grade": grade, "checklist": answers, "defects": marks}


def _price(piece: Piece, what: Mapping[str, Any], grade: str, today: date) -> dict[str, Any]:
    dice = piece.dice("price")
    new = SHAPES[piece.leaf.slug].price(what["attributes"], dice) * 100
    found = suggest(
        kind=piece.kind, new_price=new, made_on=what["made_on"], grade=grade, sales=(), today=today
    )
    suggested = found.price if found else new // 2
    percent = {"cheap": 30, "dear": 260}.get(piece.odd) or dice.randrange(88, 115)
    asked = max(2000, suggested * percent // 100 // 1000 * 1000)
    return {"price": asked, "new_price": new, "suggested": suggested, "takes_proposals": True}


def _handover(piece: Piece, what: Mapping[str, Any], place: Mapping[str, str]) -> dict[str, Any]:
    size = size_of(piece.kind, what["attributes"])
    return {
        "ways": list(WAYS[size]),
        "extras": list(extras_of(piece.kind, size)),
        "shipping": 2500 if SHIPPING in WAYS[size] and size == SMALL else 6000,
        "place": {**place, "floor": 1 + piece.number % 18, "lift": bool(piece.number % 3)},
    }
