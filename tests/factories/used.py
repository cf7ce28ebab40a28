"""Second-hand rows that are simply there: who sells, and what. Every call commits."""

from __future__ import annotations

from datetime import date
from typing import Any

from marketplace.domains.accounts.models import Person
from marketplace.domains.catalog.models import Category
from marketplace.domains.inventory.models import Unit
from marketplace.domains.listings.models import Listing, Seller
from marketplace.foundation import clock, ids
from marketplace.foundation.db import session
from tests import cast

PLACE = {"province": "上海市", "city": "市辖区", "district": "徐汇区"}


def seller(name: str = "Mei", **more: Any) -> Person:
    """Somebody whose real name is verified; they may list."""
    return let_sell(cast.person(name), **more)


def let_sell(who: Person, **more: Any) -> Person:
    """Let somebody who is there already list."""
    session.add(
        Seller(
            person_id=who.id,
            handle=ids.new_number("S")[-8:].lower(),
            verified_at=clock.now(),
            place=PLACE,
            **more,
        )
    )
    session.commit()
    return who


def draft(of: Person, category: Category | None = None, **more: Any) -> Listing:
    """What a seller began to list: a fridge with everything said, and no photos."""
    category = category or cast.category()
    fields: dict[str, object] = {
        "category_id": category.id,
        "department_id": category.parent_id or category.id,
        "brand": "Haier",
        "model": "BCD-206",
        "title": "Haier BCD-206, three doors",
        "words": "Bought for a flat that is let furnished now.",
        "made_on": date(clock.now().year - 3, 5, 1),
        "grade": "good",
        "price": 89_900,
        "size_class": "large",
        "ways": ["pickup", "delivery"],
        "place": PLACE,
        "province": PLACE["province"],
        "city": PLACE["city"],
        "created_at": clock.now(),
        "saved_at": clock.now(),
    }
    row = Listing(number=ids.new_number("L"), seller_id=of.id, **{**fields, **more})
    session.add(row)
    session.commit()
    return row


def listing(of: Person | None = None, **more: Any) -> Listing:
    """A listing that was approved and is on the shelf."""
    published = {
        "state": "published",
        "submitted_at": clock.now(),
        "published_at": clock.now(),
        "revision": 1,
    }
    return draft(of or seller(), **{**published, **more})


def unit(of: Person, *, serial: str = "SN-20240101-777", **more: Any) -> Unit:
    """A unit somebody bought here new."""
    what = cast.product()
    fields: dict[str, object] = {"order_number": "", "sold_at": clock.now(), "warranty_months": 12}
    row = Unit(product_id=what.id, serial=serial, owner_id=of.id, **{**fields, **more})
    session.add(row)
    session.commit()
    return row
