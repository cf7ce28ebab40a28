"""A seller is suspended at the very moment something of theirs is approved, bought, sent in or let go."""

from __future__ import annotations

from functools import partial

import pytest
from sqlalchemy import select

from marketplace.domains.accounts.models import Person
from marketplace.domains.listings.models import Listing, ListingEdit, Seller
from marketplace.foundation import clock
from marketplace.foundation.actors import person as acting
from marketplace.foundation.db import session
from marketplace.foundation.refusals import Refusal
from marketplace.journeys.cancel_order import cancel_order
from marketplace.journeys.moderating.decide_listing import decide_listing, decide_listing_edit
from marketplace.journeys.supporting.suspend import restore_seller, suspend_seller
from marketplace.journeys.used.edit_listing import withdraw_listing_edit
from marketplace.journeys.used.submit_listing import submit_listing
from marketplace.journeys.used.unpublish_listing import unpublish_listing
from tests.factories import used
from tests.factories.dealing import as_buyer, reread, used_paid
from tests.factories.shopping import Buyer
from tests.races.conftest import Run, again
from tests.races.test_dealing_races import Move, buying

pytestmark = pytest.mark.timeout(900)
ADA = acting(-1, "admin")


def suspending(who: Person) -> Move:
    return partial(suspend_seller, person_id=who.id, why="Reports", actor=ADA, at=clock.now())


def nothing_is_shown(of: Person) -> None:
    session.rollback()
    assert session.get_one(Seller, of.id, populate_existing=True).state == "suspended"
    shown = select(Listing.number).where(
        Listing.seller_id == of.id, Listing.state.in_(("published", "submitted"))
    )
    assert session.scalars(shown).all() == []


def test_nothing_is_approved_past_a_suspension(race: Run, rounds: int) -> None:
    for _ in again(rounds):
        mei = used.seller()
        rows = [used.draft(of=mei, state="submitted", submitted_at=clock.now()) for _ in range(6)]
        approve = [
            partial(decide_listing, listing_id=row.id, verb="approve", actor=ADA, at=clock.now())
            for row in rows
        ]
        ends = race(*approve[:3], suspending(mei), *approve[3:])
        assert all(end is True or isinstance(end, Refusal) for end in ends), ends
        nothing_is_shown(mei)
        assert {reread(row).state for row in rows} == {"withheld"}


def test_what_is_bought_is_bought_and_the_rest_is_withheld(race: Run, rounds: int) -> None:
    for _ in again(rounds):
        mei = used.seller()
        rows = [used.listing(of=mei, price=1000_00) for _ in range(4)]
        *ends, done = race(*[buying(row, Buyer()) for row in rows], suspending(mei))
        assert done is True
        nothing_is_shown(mei)
        bought = [not isinstance(end, Refusal) for end in ends]
        assert [reread(row).state for row in rows] == ["reserved" if one else "withheld" for one in bought]


def test_what_is_let_go_does_not_slip_back(race: Run, rounds: int) -> None:
    for _ in again(rounds):
        row = used.listing(price=1000_00)
        mei, order = session.get_one(Person, row.seller_id), used_paid(row)
        cancel = partial(cancel_order, order_id=order.id, actor=as_buyer(order.buyer_id), at=clock.now())
        ends = race(cancel, suspending(mei))
        assert not [end for end in ends if isinstance(end, Exception)], ends
        nothing_is_shown(mei)
        assert reread(row).state == "withheld"


def test_suspended_and_let_back_at_once_it_is_one_or_the_other(race: Run, rounds: int) -> None:
    for _ in again(rounds):
        mei = used.seller()
        row = used.listing(of=mei)
        back = partial(restore_seller, person_id=mei.id, why="A mistake", actor=ADA, at=clock.now())
        ends = race(suspending(mei), back, suspending(mei), back)
        assert not [end for end in ends if isinstance(end, Exception)], ends
        seller = session.get_one(Seller, mei.id)
        assert (seller.state, reread(row).state) in {("active", "published"), ("suspended", "withheld")}


def test_an_edit_decided_while_its_seller_edits_anew_waits_for_nobody(race: Run, rounds: int) -> None:
    for _ in again(rounds):
        row = used.listing(price=1000_00)
        edit = ListingEdit(
            listing_id=row.id, changes={"price": 900_00}, of_revision=1, submitted_at=clock.now()
        )
        session.add(edit)
        session.commit()
        mei = acting(row.seller_id, "buyer")
        ends = race(
            partial(decide_listing_edit, edit_id=edit.id, verb="approve", actor=ADA, at=clock.now()),
            partial(
                withdraw_listing_edit, number=row.number, seller_id=row.seller_id, actor=mei, at=clock.now()
            ),
            partial(unpublish_listing, number=row.number, seller_id=row.seller_id, actor=mei, at=clock.now()),
        )
        odd = [end for end in ends if isinstance(end, Exception) and not isinstance(end, Refusal)]
        assert not odd, ends
        assert reread(row).state == "draft"


def test_sent_in_twice_while_suspended_waits_for_nobody(race: Run, rounds: int) -> None:
    for _ in again(rounds):
        mei = used.seller()
        row = used.draft(of=mei, state="submitted", submitted_at=clock.now())
        send = partial(
            submit_listing, number=row.number, seller_id=mei.id, actor=acting(mei.id, "buyer"), at=clock.now()
        )
        ends = race(send, suspending(mei), send)
        odd = [end for end in ends if isinstance(end, Exception) and not isinstance(end, Refusal)]
        assert not odd, ends
        nothing_is_shown(mei)
