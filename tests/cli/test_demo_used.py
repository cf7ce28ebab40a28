"""The second-hand part of the demo: every state a visitor may want to see, told through the house's journeys."""

from __future__ import annotations

import io
from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from marketplace.cli.demo import orders, people, used
from marketplace.cli.demo.used import deals, pieces, scenes, sellers, writing
from marketplace.domains.accounts.verification.models import Verification
from marketplace.domains.aftersales.models import Case, Opinion
from marketplace.domains.catalog.seed import seed
from marketplace.domains.catalog.tree import atlas
from marketplace.domains.haggling.models import Proposal, Question
from marketplace.domains.inventory.models import Unit
from marketplace.domains.listings.models import Listing, ListingEdit, Seller
from marketplace.domains.messaging.models import Message
from marketplace.domains.orders.models import Order
from marketplace.domains.photos.making.looks import bands, looks
from marketplace.domains.photos.models import Photo
from marketplace.domains.photos.queries import NEAR_BITS
from marketplace.domains.support.models import Appeal, Report
from marketplace.foundation import clock
from marketplace.foundation.db import door, session
from marketplace.journeys.moderating.flag_listing import flag_listing
from tests.sandbox_companies import bank, company

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from tests.sandbox.conftest import Sandbox

__all__ = ["bank", "company"]
SOME = 15  # of the pieces: those of the seller a visitor signs in as


class Killed(BaseException):
    """The load, at this very point."""


@pytest.fixture
def cast_of(house: Flask, bank: Sandbox, monkeypatch: pytest.MonkeyPatch) -> people.Cast:
    """The demo's people, in a house with a till that they reach."""
    monkeypatch.setattr(
        orders, "_pay_at_the_sandbox", lambda session_id: bank.pull(f"/checkout/{session_id}/pay")
    )
    (house.config["SETTINGS"].instance_dir / "demo.json").unlink(missing_ok=True)
    with door():
        seed()
    atlas.forget()
    return people.arrive(house.config["SETTINGS"].instance_dir)


def states(model: type) -> Counter[str]:
    return Counter(session.scalars(session.query(model.state).statement))


def stands() -> tuple[object, ...]:
    """Return what a visitor can tell of it."""
    counts = [session.query(model).count() for model in (Photo, Message, Report, Unit, Seller)]
    return states(Listing), states(Order), states(Proposal), states(Verification), *counts


def test_every_state_is_there_and_stays(cast_of: people.Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    assert used.tell(cast_of) == pieces.PIECES
    first = stands()
    listings, sales, proposals, verifications, *_ = first
    assert listings == {
        "draft": 3, "submitted": 8, "changes": 2, "rejected": 3, "reserved": 6, "sold": 11, "published": 27,
    }  # fmt: skip
    assert sales == {
        "paid": 1, "accepted": 3, "delivered": 6, "received": 1, "completed": 3, "shipped": 1, "cancelled": 1,
    }  # fmt: skip
    assert proposals == {
        "open": 6, "countered": 2, "accepted": 2, "ordered": 1, "declined": 1, "withdrawn": 1,
    }  # fmt: skip
    assert verifications == {"approved": 7, "submitted": 1, "rejected": 1}
    assert session.query(ListingEdit).count() == 1
    assert states(Case) == {"open": 1, "answered": 1, "deciding": 1, "returning": 1, "closed": 2}
    assert states(Report) == {"open": 3, "upheld": 1}
    assert states(Appeal) == {"open": 3}
    assert Counter(bool(one.shown_at) for one in session.query(Opinion)) == {True: 2, False: 2}
    assert Counter(bool(one.answer) for one in session.query(Question)) == {True: 14, False: 6}
    assert what_is_odd() >= {"contact", "words", "cheap", "dear", "old", "photo_name", "new_seller"}
    session.commit()
    monkeypatch.setattr(writing, "take", _at(0, writing.take))
    assert used.tell(cast_of) == pieces.PIECES
    assert stands() == first


def what_is_odd() -> set[str]:
    """Return which flags a machine puts on what waits."""
    waiting = session.query(Listing).filter_by(state="submitted").all()
    for row in waiting:
        flag_listing(listing_id=row.id, at=clock.now())
    return {code for row in waiting for code in row.flags}


@pytest.mark.parametrize(
    ("room", "name", "calls"),
    [
        (sellers, "keep_document", 1),
        (writing, "take", 9),
        (writing, "decide_listing", 3),
        (deals, "hand_over_order", 1),
    ],
)
def test_killed_anywhere_the_next_load_completes_it(
    cast_of: people.Cast, monkeypatch: pytest.MonkeyPatch, room: object, name: str, calls: int
) -> None:
    monkeypatch.setattr(pieces, "PIECES", SOME)
    with monkeypatch.context() as during:
        during.setattr(room, name, _at(calls, getattr(room, name)))
        with pytest.raises(Killed):
            used.tell(cast_of)
    session.rollback()
    used.tell(cast_of)
    halved = stands()
    used.tell(cast_of)
    assert stands() == halved
    assert halved[0] == {
        "draft": 3, "submitted": 1, "changes": 1, "rejected": 1, "published": 4, "reserved": 3, "sold": 2,
    }  # fmt: skip


def _at(calls: int, act: Callable[..., object]) -> Callable[..., object]:
    left = [calls]

    def acted(*args: object, **more: Any) -> object:
        left[0] -= 1
        if left[0] < 0:
            raise Killed
        return act(*args, **more)

    return acted


def test_no_photo_looks_like_another_appliances() -> None:
    seen = []
    for i, department in enumerate(scenes.FRAMES):
        for view in (*scenes.VIEWS, "plate"):
            data = scenes.photo(f"Hanlu|M-{i}|2022-05", department, view)
            assert data == scenes.photo(f"Hanlu|M-{i}|2022-05", department, view)
            assert len(data) < 40_000
            seen.append((i, looks(Image.open(io.BytesIO(data))) % 2**64))
    for (one, a), (other, b) in combinations(seen, 2):
        is_near = (a ^ b).bit_count() <= NEAR_BITS and set(bands(a)) & set(bands(b))
        assert one == other or not is_near
