"""What a seller has: drafts and listings in the state a route wants, each as a row of the table wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marketplace.domains.listings.checklists import checklist_of
from marketplace.domains.listings.models import Listing, ListingEdit, Recall, Seller
from marketplace.domains.listings.queries import kind_of, photos_of_listing
from marketplace.foundation import clock
from marketplace.foundation.db import session
from tests import cast
from tests.factories import used
from tests.factories.photos import photo

if TYPE_CHECKING:
    from marketplace.domains.accounts.models import Person
    from tests.house.table import Stage


def seller(stage: Stage) -> Person:
    if session.get(Seller, stage.owner.id) is None:
        used.let_sell(stage.owner)
    return stage.owner


def whole(stage: Stage, **more: Any) -> Listing:
    """A draft with nothing missing."""
    leaf = cast.category("two-door", cast.category("cooling"))
    kind = kind_of(leaf.id)
    assert kind is not None
    checks = {item.code: "pass" for item in checklist_of(kind)}
    place = {**used.PLACE, "street": "衡山路 1 号"}
    fields = {"checklist": checks, "place": place, "size_class": "medium", **more}
    row = used.draft(seller(stage), leaf, **fields)
    for role in ("", "", "", "plate"):
        photo(stage.owner, f"listing:{row.id}", role=role)
    return row


def draft(stage: Stage) -> dict[str, Any]:
    return {"number": whole(stage).number}


BOUGHT = {"made_year": str(clock.now().year - 2), "made_month": "3", "grade": "good", "price": "900"}


def bought(stage: Stage) -> dict[str, Any]:
    """A draft of what was bought here."""
    return {"number": whole(stage, unit_id=used.unit(seller(stage)).id, price=0).number}


def submitted(stage: Stage) -> dict[str, Any]:
    return {"number": whole(stage, state="submitted", submitted_at=clock.now()).number}


def published(stage: Stage) -> dict[str, Any]:
    return {"number": _published(stage).number}


def _published(stage: Stage) -> Listing:
    return whole(stage, state="published", submitted_at=clock.now(), published_at=clock.now(), revision=1)


def edited(stage: Stage) -> dict[str, Any]:
    row = _published(stage)
    edit = ListingEdit(listing_id=row.id, changes={"price": 1}, of_revision=1, submitted_at=clock.now())
    session.add(edit)
    session.commit()
    return {"number": row.number}


def hung(stage: Stage) -> dict[str, Any]:
    row = whole(stage)
    return {"number": row.number, "token": photo(stage.owner, f"listing:{row.id}").token}


def what(stage: Stage) -> dict[str, Any]:
    leaf = cast.category("two-door", cast.category("cooling"))
    return {"category": str(leaf.id), "brand": "Haier", "model": "BCD-206", "made_year": str(clock.now().year - 2),
            "made_month": "3", "serial": "SN-12345"}  # fmt: skip


CHECKS = {f"check_{code}": "pass" for code in ("works", "controls", "power", "quiet")}
CONDITION = {
    **CHECKS,
    "grade": "good",
    "words": "Moving house.",
    "defect_0": "scratch",
    "about_0": "Left side, 2 cm",
}
PRICE = {"price": "899.00", "new_price": "2,499", "takes_proposals": "y"}
HANDOVER = {"ways": ["pickup", "shipping"], "shipping": "30", "extras": ["carry_out"], "province": "31", "city": "3101",
            "district": "310104", "street": "衡山路 1 号", "floor": "2", "lift": "y"}  # fmt: skip
EDIT = {**CONDITION, **PRICE, **HANDOVER, "price": "799", "title": "Haier BCD-206"}


def edit(stage: Stage) -> dict[str, Any]:
    rows = session.query(Listing).filter_by(seller_id=stage.owner.id).order_by(Listing.id.desc()).all()
    photos = [] if not rows else [p.id for p in _photos(rows[0])]
    return {**EDIT, **{f"show_{photo_id}": str(n) for n, photo_id in enumerate(photos, start=1)}}


def _photos(row: Listing) -> list[Any]:
    return [p for p in photos_of_listing(row.id) if p.role != "plate"]


RECALL = {
    "brand": "Haier",
    "model": "BCD-206",
    "about_en": "The compressor may catch fire.",
    "source": "SAMR 2026-12",
}


def a_recall(_: Stage) -> dict[str, Any]:
    row = Recall(brand="polar", model="bcd9", about={"en": "Fire"}, created_at=clock.now())
    session.add(row)
    session.commit()
    return {"recall_id": row.id}
