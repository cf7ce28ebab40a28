"""Edits that wait are of one version of a listing: with another, or with none on the shelf, nothing is approved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from marketplace.domains.accounts.models import Person
from marketplace.domains.listings.models import Listing, ListingEdit
from marketplace.domains.photos.models import Photo
from marketplace.foundation import clock
from marketplace.foundation.actors import person as acting
from marketplace.foundation.db import door, session
from marketplace.foundation.refusals import Stale
from marketplace.foundation.states import StateChange
from marketplace.journeys.cancel_order import cancel_order
from marketplace.journeys.moderating.decide_listing import decide_listing, decide_listing_edit
from marketplace.journeys.photos.tidy import tidy
from marketplace.journeys.supporting.suspend import suspend_seller
from marketplace.journeys.used.unpublish_listing import unpublish_listing
from tests import cast
from tests.client import Client
from tests.factories import photos, used
from tests.factories.dealing import as_buyer, reread, used_completed, used_paid

ADA = acting(-1, "admin")


def edit_of(row: Listing, **more: Any) -> ListingEdit:
    made = ListingEdit(
        listing_id=row.id,
        submitted_at=clock.now(),
        **{"changes": {"price": 80_000}, "of_revision": row.revision, **more},
    )
    session.add(made)
    session.commit()
    return made


def by_taking_down(row: Listing) -> None:
    with door():
        decide_listing(listing_id=row.id, verb="take_down", words="No.", actor=ADA, at=clock.now())


def by_undoing(row: Listing) -> None:
    with door():
        decide_listing(listing_id=row.id, verb="undo", actor=ADA, at=clock.now())


def by_unpublishing(row: Listing) -> None:
    with door():
        unpublish_listing(number=row.number, seller_id=row.seller_id, actor=ADA, at=clock.now())


def by_suspending(row: Listing) -> None:
    with door():
        suspend_seller(person_id=row.seller_id, why="Reports", actor=ADA, at=clock.now())


def by_selling(row: Listing) -> None:
    used_completed(row)


@pytest.mark.parametrize("away", [by_taking_down, by_undoing, by_unpublishing, by_suspending, by_selling])
def test_edits_that_wait_go_with_their_listing(house: Flask, away: Callable[[Listing], None]) -> None:
    row, other = used.listing(), used.listing()
    edit, stays = edit_of(row), edit_of(other)
    away(row)
    session.expire_all()
    assert [session.get_one(ListingEdit, one.id).state for one in (edit, stays)] == ["withdrawn", "submitted"]
    assert session.get_one(ListingEdit, edit.id).decided_at
    line = session.query(StateChange).filter_by(subject="listing_edit", subject_id=edit.id).one()
    assert (line.verb, line.became) == ("withdraw", "withdrawn")


def test_an_edit_of_another_version_can_only_be_rejected(client: Client) -> None:
    row = used.listing(revision=3)
    edit = edit_of(row, of_revision=2)
    with pytest.raises(Stale, match="has changed since this edit"), door():
        decide_listing_edit(edit_id=edit.id, verb="approve", actor=ADA, at=clock.now())
    client.as_(cast.admin(permissions=("moderate",)))
    address = f"/admin/moderation/edits/{edit.id}"
    client.get(address).says("The listing has changed since this edit was made")
    client.post(address, {"verdict": "approve"}).is_(409).says("its seller can edit anew")
    assert reread(row).price != 80_000
    client.post(address, {"verdict": "reject", "words": "Once more, please."}).is_(200)
    session.expire_all()
    assert session.get_one(ListingEdit, edit.id).state == "rejected"


def test_an_edit_of_what_is_being_bought_waits(house: Flask) -> None:
    row = used.listing()
    edit = edit_of(row)
    order = used_paid(row)
    with pytest.raises(Stale, match="no longer on the shelf"), door():
        decide_listing_edit(edit_id=edit.id, verb="approve", actor=ADA, at=clock.now())
    with clock.travel(timedelta(hours=1)), door():
        cancel_order(order_id=order.id, actor=as_buyer(order.buyer_id), at=clock.now())
    with door():
        assert decide_listing_edit(edit_id=edit.id, verb="approve", actor=ADA, at=clock.now())
    assert reread(row).price == 80_000


def test_an_edit_shows_no_photo_that_was_taken_off(house: Flask) -> None:
    row = used.listing()
    mei = session.get_one(Person, row.seller_id)
    stays, goes = (photos.photo(mei, f"listing:{row.id}") for _ in range(2))
    edit = edit_of(row, changes={"photos": [stays.id, goes.id]})
    with door():
        tidy(holder=f"listing:{row.id}", token=goes.token, act="off", actor=ADA, at=clock.now())
    with pytest.raises(Stale, match="has been taken off"), door():
        decide_listing_edit(edit_id=edit.id, verb="approve", actor=ADA, at=clock.now())
    session.expire_all()
    assert not session.get_one(Photo, stays.id).published
    with door():
        assert decide_listing_edit(edit_id=edit.id, verb="reject", words="No.", actor=ADA, at=clock.now())
