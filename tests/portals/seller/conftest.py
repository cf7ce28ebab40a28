"""The category tree, a seller, and a draft with everything said and its photos hung up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from marketplace.domains.catalog.models import Category
from marketplace.domains.listings.checklists import checklist_of
from marketplace.domains.listings.models import Listing
from marketplace.domains.listings.queries import kind_of
from marketplace.foundation.db import session
from tests.domains.catalog import shelf
from tests.factories import photos, used

if TYPE_CHECKING:
    from marketplace.domains.accounts.models import Person
    from tests.client import Client


def leaf(slug: str) -> Category:
    return session.scalars(select(Category).where(Category.slug == slug)).one()


def hang_photos(of: Person, row: Listing, many: int = 3) -> None:
    for _ in range(many):
        photos.photo(of, f"listing:{row.id}")
    photos.photo(of, f"listing:{row.id}", role="plate")


def whole_draft(of: Person, slug: str = "three-door-fridges", **more: object) -> Listing:
    category = leaf(slug)
    kind = kind_of(category.id)
    assert kind is not None
    place = {**used.PLACE, "street": "衡山路 1 号"}
    checks = {item.code: "pass" for item in checklist_of(kind)}
    row = used.draft(of, category, **{"checklist": checks, "place": place, **more})
    hang_photos(of, row)
    return row


@pytest.fixture
def mei(client: Client) -> Person:
    shelf.plant()
    who = used.seller("Mei")
    client.as_(who)
    return who
