"""Eight hands on one thing: one wins, the others are told, and the books stay true."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from marketplace.domains.carts.add import add
from marketplace.domains.carts.merge import merge
from marketplace.domains.carts.models import Owner
from marketplace.domains.carts.queries import lines_of
from marketplace.domains.catalog.models import Offer
from marketplace.domains.inventory.free import free
from marketplace.domains.inventory.receive import count, receive
from marketplace.domains.inventory.take import take
from marketplace.domains.orders.models import Checkout, Order
from marketplace.domains.orders.price import Wish
from marketplace.domains.orders.states import ORDER
from marketplace.domains.payments.models import Payment
from marketplace.foundation import actors, clock
from marketplace.foundation.actors import SYSTEM
from marketplace.foundation.db import door, session
from marketplace.foundation.outbox import OutboxFact
from marketplace.foundation.refusals import Stale
from marketplace.foundation.states import advance
from marketplace.journeys.checkout import place_checkout
from tests import cast
from tests.conftest import sweep_out
from tests.factories.shopping import Buyer, held, replay_key, stock_of
from tests.races.conftest import HANDS, Run, again, kinds

if TYPE_CHECKING:
    from collections.abc import Callable


def test_the_last_one_is_sold_once(race: Run, rounds: int) -> None:
    for _ in again(rounds):
        shelf = cast.shelf(stock=1)
        ends = race(*(press(Buyer(), Wish(shelf.offer.id, 1)) for _ in range(HANDS)))
        assert kinds(ends) == {"done": 1, "ShortStock": HANDS - 1}
        assert stock_of(shelf) == (1, 1)
        assert session.query(Order).count() == session.query(Payment).count() == 1
        assert session.query(OutboxFact).filter_by(name="StockChanged").count() == 1


def test_five_among_eight(race: Run, rounds: int) -> None:
    for _ in again(rounds):
        shelf = cast.shelf(stock=5)
        ends = race(*(press(Buyer(), Wish(shelf.offer.id, 1)) for _ in range(HANDS)))
        assert kinds(ends) == {"done": 5, "ShortStock": HANDS - 5}
        assert stock_of(shelf) == (5, 5)


def test_baskets_in_opposite_orders_never_block_each_other(race: Run, rounds: int) -> None:
    for _ in again(rounds):
        shelves = [cast.shelf(stock=HANDS) for _ in range(4)]
        wishes = [Wish(shelf.offer.id, 1) for shelf in shelves]
        ways = [wishes, wishes[::-1], wishes[2:] + wishes[:2], [wishes[1], wishes[0], wishes[3], wishes[2]]]
        ends = race(*(press(Buyer(), *ways[hand % 4]) for hand in range(HANDS)))
        assert kinds(ends) == {"done": HANDS}
        assert [stock_of(shelf)[1] for shelf in shelves] == [HANDS] * 4


def test_a_replayed_press_is_one_checkout(race: Run, rounds: int) -> None:
    for _ in again(rounds):
        shelf, buyer, key = cast.shelf(stock=3), Buyer(), replay_key()
        wish = Wish(shelf.offer.id, 1)
        ends = race(*(press(buyer, wish, key=key) for _ in range(HANDS)))
        assert len(set(ends)) == 1, ends
        assert session.query(Checkout).count() == session.query(Order).count() == 1
        assert stock_of(shelf) == (3, 1)


def test_a_replayed_press_for_the_last_one(race: Run, rounds: int) -> None:
    for _ in again(rounds):
        shelf, buyer, key = cast.shelf(stock=1), Buyer(), replay_key()
        wish = Wish(shelf.offer.id, 1)
        ends = race(*(press(buyer, wish, key=key) for _ in range(HANDS)))
        assert len(set(ends)) == 1, ends
        assert stock_of(shelf) == (1, 1)


def test_holding_while_another_lets_go(race: Run, rounds: int) -> None:
    for _ in again(rounds):
        shelf, first = cast.shelf(stock=1), Buyer()
        first.places(Wish(shelf.offer.id, 1))
        [order] = session.query(Order)
        number = order.number

        def lapse(number: str = number) -> None:
            order = session.query(Order).filter_by(number=number).one()
            advance(order, ORDER, "lapse", actor=SYSTEM, at=clock.now())
            free(holder=number)

        ends = race(lapse, lapse, *(press(Buyer(), Wish(shelf.offer.id, 1)) for _ in range(HANDS - 2)))
        found = kinds(ends)
        won = found["done"] - 2
        assert won in (0, 1)
        assert found.get("ShortStock", 0) == HANDS - 2 - won
        assert stock_of(shelf) == (1, won)
        assert held() == won


def test_taking_while_another_lets_go(race: Run, rounds: int) -> None:
    for _ in again(rounds):
        shelf, buyer = cast.shelf(stock=2), Buyer()
        buyer.places(Wish(shelf.offer.id, 2))
        [order] = session.query(Order)
        number = order.number
        ends = race(
            *[partial(take, holder=number, at=clock.now(), actor=SYSTEM)] * 4,
            *[partial(free, holder=number)] * 4,
        )
        taken = not all(isinstance(end, Stale) for end in ends[:4])
        assert sum(isinstance(end, Exception) for end in ends) == (3 if taken else 4)
        assert stock_of(shelf) == ((0, 0) if taken else (2, 0))
        sweep_out()  # what no parcel carried away the books would rightly miss


def test_everything_at_once_keeps_the_books(race: Run, rounds: int) -> None:
    for _ in again(rounds):
        shelf, first = cast.shelf(stock=2), Buyer()
        offer_id, place_id = shelf.offer.id, shelf.warehouse.id
        first.places(Wish(offer_id, 1))
        [order] = session.query(Order)
        number = order.number

        def lapse(number: str = number) -> None:
            order = session.query(Order).filter_by(number=number).one()
            advance(order, ORDER, "lapse", actor=SYSTEM, at=clock.now())
            free(holder=number)

        more = {"warehouse_id": place_id, "quantities": {offer_id: 2}, "actor": SYSTEM, "at": clock.now()}
        counted = {"warehouse_id": place_id, "on_hand": {offer_id: 3}, "actor": SYSTEM, "at": clock.now()}
        moves = [lapse, partial(receive, **more), partial(receive, **more), partial(count, **counted)]
        ends = race(*moves, *(press(Buyer(), Wish(offer_id, 1)) for _ in range(4)))
        assert set(kinds(ends)) <= {"done", "ShortStock", "Refused"}, ends
        on_hand, reserved = stock_of(shelf)
        assert reserved == held() == session.query(Order).filter_by(state="placed").count()
        assert on_hand >= reserved


def test_a_price_that_changes_under_the_button(race: Run, rounds: int) -> None:
    for _ in again(rounds):
        shelf = cast.shelf(stock=HANDS, price=100)
        offer_id = shelf.offer.id

        def dearer(offer_id: int = offer_id) -> None:
            session.query(Offer).filter_by(id=offer_id).update({"price": 120})

        ends = race(dearer, *(press(Buyer(), Wish(offer_id, 1, 100)) for _ in range(HANDS - 1)))
        found = kinds(ends)
        assert found["done"] + found.get("PriceChanged", 0) == HANDS
        # Whoever got through pays what they saw.
        assert {order.total for order in session.query(Order)} <= {100}
        assert session.query(Order).count() == found["done"] - 1


def test_one_cart_filled_by_eight_hands(race: Run, rounds: int) -> None:
    for _ in again(rounds):
        person, shelf = cast.person(), cast.shelf()
        owner, offer_id = Owner(person_id=person.id), shelf.offer.id
        ends = race(*[partial(add, owner=owner, offer_id=offer_id, quantity=2, at=clock.now())] * HANDS)
        assert kinds(ends) == {"done": HANDS}
        [line] = lines_of(owner)
        assert line.quantity == 2 * HANDS


def test_a_guests_cart_is_merged_once(race: Run, rounds: int) -> None:
    for _ in again(rounds):
        person, shelf = cast.person(), cast.shelf()
        mine, guest = Owner(person_id=person.id), Owner(guest_key="guest-key")
        person_id: int = person.id
        with door():
            add(owner=guest, offer_id=shelf.offer.id, quantity=3, at=clock.now())
        moves = [partial(merge, guest_key="guest-key", person_id=person_id, at=clock.now())] * HANDS
        assert kinds(race(*moves)) == {"done": HANDS}
        [line] = lines_of(mine)
        assert line.quantity == 3
        assert lines_of(guest) == []


def press(buyer: Buyer, *wishes: Wish, key: str | None = None) -> Callable[[], str]:
    """Return a press of the button, with everything read before the shot."""
    buyer_id, address_id, key = buyer.id, buyer.address_id, key or replay_key()

    def go() -> str:
        return place_checkout(
            buyer_id=buyer_id,
            lines=wishes,
            address_id=address_id,
            replay_key=key,
            actor=actors.person(buyer_id, "buyer"),
            at=clock.now(),
        ).number

    return go
