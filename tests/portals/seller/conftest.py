"""The category tree, a seller, and a draft with everything said and its photos hung up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from marketplace.domains.catalog.models import Category
from marketplace.domains.listings.checklists import checklist_of
from marketplace.domains.listings.models import Listing
from marketplace.domains.listings.queries import kind_of
from marketplace.domains.photos.models import Photo
from marketplace.domains.photos.publish import publish
from marketplace.foundation import actors, clock
from marketplace.foundation.db import session
from tests import cast
from tests.domains.catalog import shelf
from tests.factories import used
from tests.factories.photos import photo

if TYPE_CHECKING:
    from marketplace.domains.accounts.models import Person
    from marketplace.foundation.actors import Actor
    from tests.client import Client


def leaf(slug: str) -> Category:
    return session.scalars(select(Category).where(Category.slug == slug)).one()


def hang_photos(of: Person, row: Listing, many: int = 3) -> None:
    for _ in range(many):
        photo(of, f"listing:{row.id}")
    photo(of, f"listing:{row.id}", role="plate")


def whole_draft(of: Person, slug: str = "three-door-fridges", **more: Any) -> Listing:
    category = leaf(slug)
    kind = kind_of(category.id)
    assert kind is not None
    place = {**used.PLACE, "street": "衡山路 1 号"}
    checks = {item.code: "pass" for item in checklist_of(kind)}
    row = used.draft(of, category, **{"checklist": checks, "place": place, **more})
    hang_photos(of, row)
    return row


def again(row: Listing) -> Listing:
    session.rollback()
    session.expire_all()
    return session.get_one(Listing, row.id)


def on_shelf(of: Person, **more: Any) -> Listing:
    at = clock.now()
    row = whole_draft(
        of, **{"state": "published", "revision": 1, "submitted_at": at, "published_at": at, **more}
    )
    publish(f"listing:{row.id}", tokens=[p.token for p in photos(row) if p.role != "plate"])
    session.commit()
    return row


def photos(row: Listing) -> list[Photo]:
    held = select(Photo).where(Photo.holder == f"listing:{row.id}").order_by(Photo.position)
    return list(session.scalars(held))


def moderator() -> Actor:
    return actors.person(cast.admin("Mod").id, "admin")


@pytest.fixture
def mei(client: Client) -> Person:
    shelf.plant()
    who = used.seller("Mei")
    client.as_(who)
    return who
