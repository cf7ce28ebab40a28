"""What people offered who were suspended before their listings went along is withheld, and comes back as any."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from marketplace.domains.accounts.models import Person
from marketplace.domains.listings.models import Seller
from marketplace.domains.listings.suspend import ACCOUNT, DESK
from marketplace.foundation import clock
from marketplace.foundation.actors import person as acting
from marketplace.foundation.db import door, session
from marketplace.journeys.supporting.jobs import withhold
from marketplace.journeys.supporting.suspend import restore_person, restore_seller
from tests.factories import used
from tests.factories.dealing import reread, used_paid

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from tests.client import Client


def as_before(who: Person, cause: str) -> None:
    """Suspend somebody as it was done when listings did not go along."""
    if cause == DESK:
        seller = session.get_one(Seller, who.id)
        seller.state, seller.barred = "suspended", [DESK]
    else:
        session.get_one(Person, who.id).state = "suspended"
    session.commit()


@pytest.mark.parametrize(("cause", "back"), [(DESK, restore_seller), (ACCOUNT, restore_person)])
def test_it_is_withheld_and_comes_back(client: Client, cause: str, back: Callable[..., bool]) -> None:
    mei, lin = used.seller("Mei"), used.seller("Lin")
    shown, others = used.listing(of=mei, title="Fridge of Mei"), used.listing(of=lin, title="Fridge of Lin")
    waiting = used.draft(of=mei, state="submitted", submitted_at=clock.now())
    bought = used.listing(of=mei)
    used_paid(bought)
    as_before(mei, cause)
    assert withhold() == 1
    states = [reread(row).state for row in (shown, waiting, bought, others)]
    assert states == ["withheld", "withheld", "reserved", "published"]
    client.get("/second-hand").hides("Fridge of Mei").says("Fridge of Lin")
    assert withhold() == 0
    with door():
        assert back(person_id=mei.id, why="Cleared up", actor=acting(-1, "admin"), at=clock.now())
    assert [reread(row).state for row in (shown, waiting)] == ["published", "submitted"]
    assert session.get_one(Seller, mei.id, populate_existing=True).barred == []


def test_who_may_sell_keeps_what_they_offer(house: Flask) -> None:
    listing = used.listing(of=used.seller("Mei"))
    assert withhold() == 0
    assert reread(listing).state == "published"
