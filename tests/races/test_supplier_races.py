"""Several clerks of one supplier at once: what is done is done once."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from flask import Flask

from marketplace.domains.catalog.models import Offer
from marketplace.domains.catalog.offer import OfferTerms, change_terms
from marketplace.domains.inventory.models import Unit
from marketplace.domains.orders.models import OrderLine
from marketplace.domains.payments.models import Payout
from marketplace.domains.payments.queries import balance_of
from marketplace.domains.shipments.models import Shipment
from marketplace.foundation import actors, clock
from marketplace.foundation.db import door, session
from marketplace.foundation.refusals import Refused, Stale
from marketplace.journeys.confirm_receipt import confirm_receipt
from marketplace.journeys.pay_out import pay_out
from marketplace.journeys.release_hold import release_hold
from marketplace.journeys.restock import receive_stock
from marketplace.journeys.ship_order import ship_order
from tests import cast
from tests.factories import paying
from tests.factories.shopping import stock_of
from tests.races.conftest import Run

HANDS = 8
CLERK = actors.person(1, "supplier")


def earned(shelf: cast.Shelf) -> int:
    order = paying.delivered_order(shelf)
    with door():
        confirm_receipt(order_id=order.id, actor=paying.buyer_of(order), at=clock.now())
    with door():
        release_hold(order_id=order.id, at=clock.now())
    return balance_of(shelf.supplier.id, "CNY")


def test_eight_clerks_ship_one_order(house: Flask, race: Run, rounds: int) -> None:
    shelf = cast.shelf(stock=rounds)
    for turn in range(rounds):
        order = paying.accepted_order(shelf)
        line_id = session.query(OrderLine).filter_by(order_id=order.id).one().id
        moves = [
            partial(
                ship_order,
                order_id=order.id,
                carrier="sf",
                tracking_number=f"SF{turn:04d}{hand:04d}",
                serials={line_id: [f"SN-{turn}-{hand}"]},
                actor=CLERK,
                at=clock.now(),
            )
            for hand in range(HANDS)
        ]
        ends = race(*moves)
        assert all(isinstance(end, Shipment) for end in ends), ends
        assert session.query(Shipment).filter_by(order_id=order.id).count() == 1
        assert session.query(Unit).filter_by(order_number=order.number).count() == 1
    assert stock_of(shelf) == (0, 0)


def test_one_form_asks_for_one_payout(house: Flask, race: Run, rounds: int) -> None:
    shelf = cast.shelf(stock=1)
    left = earned(shelf)
    supplier_id = shelf.supplier.id
    owner = actors.person(cast.worker_of(shelf.supplier).id, "supplier")
    for turn in range(rounds):
        ask = partial(
            pay_out,
            supplier_id=supplier_id,
            amount=100,
            actor=owner,
            at=clock.now(),
            replay_key=f"form-{turn}",
        )
        ends = race(*[ask] * HANDS)
        assert all(isinstance(end, Payout) for end in ends), ends
        left -= 100
        assert balance_of(supplier_id, "CNY") == left


def test_eight_forms_never_pay_out_more_than_there_is(house: Flask, race: Run, rounds: int) -> None:
    shelf = cast.shelf(stock=rounds)
    supplier_id = shelf.supplier.id
    owner = actors.person(cast.worker_of(shelf.supplier).id, "supplier")
    for turn in range(rounds):
        left = earned(shelf)
        asks = [
            partial(
                pay_out,
                supplier_id=supplier_id,
                amount=left,
                actor=owner,
                at=clock.now(),
                replay_key=f"form-{turn}-{hand}",
            )
            for hand in range(HANDS)
        ]
        ends = race(*asks)
        assert sum(isinstance(end, Payout) for end in ends) == 1
        assert all(isinstance(end, (Payout, Refused)) for end in ends)
        assert balance_of(supplier_id, "CNY") == 0


def test_one_form_receives_once(house: Flask, race: Run, rounds: int) -> None:
    shelf = cast.shelf(stock=0)
    offer_id, place_id = shelf.offer.id, shelf.warehouse.id
    for turn in range(rounds):
        move = partial(
            receive_stock,
            offer_id=offer_id,
            warehouse_id=place_id,
            pieces=3,
            replay_key=f"form-{turn}",
            actor=CLERK,
            at=clock.now(),
        )
        assert race(*[move] * HANDS) == [None] * HANDS
        assert stock_of(shelf) == (3 * (turn + 1), 0)


def test_one_of_eight_prices_stands_and_the_others_are_told(house: Flask, race: Run, rounds: int) -> None:
    shelf = cast.shelf(stock=1)
    offer_id, supplier_id = shelf.offer.id, shelf.supplier.id
    for turn in range(rounds):
        seen: datetime = session.get_one(Offer, offer_id).updated_at
        moves = [
            partial(
                change_terms,
                offer_id=offer_id,
                supplier_id=supplier_id,
                terms=OfferTerms(price=1000 + turn * HANDS + hand),
                seen=seen,
                actor=CLERK,
                at=clock.now(),
            )
            for hand in range(HANDS)
        ]
        ends = race(*moves)
        assert sorted(type(end).__name__ for end in ends) == ["Stale"] * (HANDS - 1) + ["bool"], ends
        assert all(end is True or isinstance(end, Stale) for end in ends)
