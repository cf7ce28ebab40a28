"""Eight hands on one used appliance: one buyer, one acceptance, one hand-over."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from sqlalchemy import update

from marketplace.domains.listings.dealing.reserve import for_order
from marketplace.domains.listings.models import Listing
from marketplace.domains.orders.models import Order
from marketplace.foundation import clock
from marketplace.foundation.db import session
from marketplace.journeys.cancel_order import cancel_order
from marketplace.journeys.dealing.answer_proposal import accept_proposal, counter_proposal, decline_proposal
from marketplace.journeys.dealing.buy_listing import buy_listing
from marketplace.journeys.dealing.end_proposals import lapse_reservations
from marketplace.journeys.dealing.propose import propose_price, withdraw_proposal
from marketplace.journeys.lapse_unpaid import lapse_unpaid
from marketplace.journeys.used.unpublish_listing import unpublish_listing
from tests.factories import used
from tests.factories.dealing import (
    agrees,
    as_buyer,
    as_seller,
    buys,
    proposes,
    reread,
    used_paid,
)
from tests.factories.paying import pays
from tests.factories.shopping import Buyer, replay_key
from tests.races.conftest import HANDS, Run, again, kinds

pytestmark = pytest.mark.timeout(900)
Move = Callable[[], Any]


def buying(listing: Listing, by: Buyer, key: str | None = None) -> Move:
    return partial(
        buy_listing, buyer_id=by.id, listing_number=listing.number, way="pickup", address_id=None,
        replay_key=key or replay_key(), actor=as_buyer(by), at=clock.now(), seen_total=listing.price,
    )  # fmt: skip


def test_of_eight_buyers_one_has_it(race: Run, rounds: int) -> None:
    for _ in again(rounds):
        listing = used.listing(price=1000_00)
        ends = race(*[buying(listing, Buyer()) for _ in range(HANDS)])
        assert kinds(ends) == {"done": 1, "Stale": HANDS - 1}
        order = session.query(Order).one()
        assert reread(listing).reserved_for == for_order(order.number)


def test_one_buyer_who_presses_eight_times_orders_once(race: Run, rounds: int) -> None:
    for _ in again(rounds):
        listing, buyer, key = used.listing(price=1000_00), Buyer(), replay_key()
        ends = race(*[buying(listing, buyer, key) for _ in range(HANDS)])
        assert kinds(ends) == {"done": HANDS}
        assert session.query(Order).count() == 1


def test_of_eight_accepted_offers_one_keeps_it(race: Run, rounds: int) -> None:
    for _ in again(rounds):
        listing = used.listing(price=1000_00)
        ids = [proposes(listing, 700_00 + n, Buyer()).id for n in range(HANDS)]
        seller = as_seller(listing)
        ends = race(*[partial(accept_proposal, proposal_id=n, actor=seller, at=clock.now()) for n in ids])
        assert kinds(ends) == {"done": 1, "Stale": HANDS - 1}


def test_an_offer_has_one_answer(race: Run, rounds: int) -> None:
    for _ in again(rounds):
        listing, buyer = used.listing(price=1000_00), Buyer()
        proposal = proposes(listing, 700_00, buyer)
        act = {"proposal_id": proposal.id, "at": clock.now()}
        seller = as_seller(listing)
        ends = race(
            partial(accept_proposal, actor=seller, **act),
            partial(decline_proposal, actor=seller, **act),
            partial(counter_proposal, actor=seller, amount=900_00, **act),
            partial(withdraw_proposal, actor=as_buyer(buyer), **act),
        )
        assert kinds(ends) == {"done": 1, "Stale": 3}, ends


def test_one_of_many_offers_at_once_is_open(race: Run, rounds: int) -> None:
    for _ in again(rounds):
        listing, buyer = used.listing(price=1000_00), Buyer()
        make = partial(
            propose_price,
            listing_number=listing.number,
            buyer_id=buyer.id,
            actor=as_buyer(buyer),
            at=clock.now(),
        )
        ends = race(*[partial(make, amount=700_00 + n) for n in range(HANDS)])
        assert kinds(ends) == {"done": 1, "Refused": HANDS - 1}


def edit(listing_id: int) -> bool:
    """Change what a buyer could see, as an approved edit does."""
    changed = session.execute(
        update(Listing)
        .where(Listing.id == listing_id, Listing.state == "published")
        .values(price=900_00, revision=Listing.revision + 1)
        .returning(Listing.id)
        .execution_options(synchronize_session=False)
    )
    return changed.one_or_none() is not None


def test_nobody_buys_what_was_just_changed_or_taken_off(race: Run, rounds: int) -> None:
    for _ in again(rounds):
        listing = used.listing(price=1000_00)
        ends = race(
            *[buying(listing, Buyer()) for _ in range(3)],
            partial(edit, listing.id),
            partial(
                unpublish_listing,
                number=listing.number, seller_id=listing.seller_id, actor=as_seller(listing), at=clock.now(),
            ),
        )  # fmt: skip
        orders = session.query(Order).all()
        now = reread(listing)
        assert len(orders) <= 1
        assert now.state == ("reserved" if orders else "draft")
        assert all(order.total == now.price for order in orders), ends


def test_an_order_that_lapses_is_not_paid_by_two(race: Run, rounds: int) -> None:
    """Ordering at the last moment of a reservation: ordered and kept, or lapsed and free."""
    for _ in again(rounds):
        listing, buyer = used.listing(price=1000_00), Buyer()
        agrees(listing, 800_00, buyer)
        session.execute(update(Listing).values(reserved_until=clock.now()))
        session.commit()
        press = partial(
            buy_listing, buyer_id=buyer.id, listing_number=listing.number, way="pickup", address_id=None,
            replay_key=replay_key(), actor=as_buyer(buyer), at=clock.now(), seen_total=800_00,
        )  # fmt: skip
        race(press, *[partial(lapse_reservations, limit=10, at=clock.now()) for _ in range(3)])
        orders = session.query(Order).count()
        assert reread(listing).state == ("reserved" if orders else "published")


def test_a_cancelled_order_and_a_new_one_do_not_share_it(race: Run, rounds: int) -> None:
    for _ in again(rounds):
        listing = used.listing(price=1000_00)
        order = used_paid(listing)
        cancel = partial(
            cancel_order, order_id=order.id, actor=as_buyer(order.buyer_id), at=clock.now(), why="buyer"
        )
        race(cancel, *[buying(listing, Buyer()) for _ in range(4)])
        live = session.query(Order).filter(Order.state == "placed").count()
        assert live <= 1
        assert reread(listing).state == ("reserved" if live else "published")


def test_late_money_and_a_new_buyer_do_not_both_get_it(race: Run, rounds: int) -> None:
    for _ in again(rounds):
        listing = used.listing(price=1000_00)
        late = buys(listing, Buyer())
        session.execute(update(Order).values(pay_by=clock.now()))
        session.commit()
        race(partial(lapse_unpaid, limit=10, at=clock.now()))
        race(partial(pays, late), *[buying(listing, Buyer()) for _ in range(3)])
        live = session.query(Order).filter(Order.state.in_(("placed", "paid"))).count()
        assert live == 1
