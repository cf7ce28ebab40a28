"""A cart is somebody's, says what became of its things, and survives signing in."""

from __future__ import annotations

import pytest
from flask import Flask

from marketplace.domains.carts.add import MOST_LINES, add, put_back
from marketplace.domains.carts.change import change, save_for_later
from marketplace.domains.carts.merge import merge
from marketplace.domains.carts.models import Cart, Owner
from marketplace.domains.carts.queries import count_of, lines_of
from marketplace.domains.carts.remove import remove
from marketplace.foundation import clock
from marketplace.foundation.db import door, session
from marketplace.foundation.refusals import Missing, Refused
from tests import cast

GUEST = Owner(guest_key="guest-key")


def mine() -> Owner:
    return Owner(person_id=cast.person().id)


def puts(owner: Owner, shelf: cast.Shelf, quantity: int = 1) -> None:
    with door():
        add(owner=owner, offer_id=shelf.offer.id, quantity=quantity, at=clock.now())


def found(owner: Owner) -> list[tuple[int, int, bool]]:
    return [(line.offer_id, line.quantity, line.saved_for_later) for line in lines_of(owner)]


@pytest.mark.parametrize("guest", [True, False])
def test_adding_again_adds_up_to_99(house: Flask, guest: bool) -> None:
    owner, shelf = GUEST if guest else mine(), cast.shelf()
    puts(owner, shelf, 2)
    puts(owner, shelf, 3)
    assert found(owner) == [(shelf.offer.id, 5, False)]
    assert count_of(owner) == 5
    puts(owner, shelf, 99)
    assert count_of(owner) == 99
    assert session.query(Cart).count() == 1


@pytest.mark.parametrize("quantity", [0, -1, 100])
def test_absurd_quantities(house: Flask, quantity: int) -> None:
    with pytest.raises(Refused):
        puts(GUEST, cast.shelf(), quantity)


@pytest.mark.parametrize("offer_id", [0, -5, 987_654_321])
def test_made_up_offers(house: Flask, offer_id: int) -> None:
    with pytest.raises(Missing):
        add(owner=GUEST, offer_id=offer_id, quantity=1, at=clock.now())


def test_what_is_not_sold_cannot_be_added_but_stays_visible(house: Flask) -> None:
    owner, shelf = mine(), cast.shelf()
    puts(owner, shelf)
    shelf.offer.state = "off"
    session.commit()
    [line] = lines_of(owner)
    assert not line.is_sold
    with pytest.raises(Missing):
        puts(owner, shelf)


def test_the_price_seen_stays_beside_todays(house: Flask) -> None:
    owner, shelf = mine(), cast.shelf(price=100)
    puts(owner, shelf)
    shelf.offer.price = 120
    session.commit()
    [line] = lines_of(owner)
    assert (line.seen_price, line.price) == (100, 120)


def test_nobody_puts_their_own_goods_in(house: Flask) -> None:
    shelf = cast.shelf()
    clerk = cast.worker_of(shelf.supplier)
    with pytest.raises(Refused):
        puts(Owner(person_id=clerk.id), shelf)
    puts(GUEST, shelf)
    with door():
        merge(guest_key="guest-key", person_id=clerk.id, at=clock.now())
    [line] = lines_of(Owner(person_id=clerk.id))
    assert line.is_own


def test_another_carts_line_does_not_exist(house: Flask) -> None:
    owner, stranger, shelf = mine(), mine(), cast.shelf()
    puts(owner, shelf)
    [line] = lines_of(owner)
    for other in (stranger, GUEST):
        with pytest.raises(Missing):
            change(owner=other, line_id=line.id, quantity=2, at=clock.now())
        with pytest.raises(Missing):
            remove(owner=other, line_id=line.id)
        with pytest.raises(Missing):
            save_for_later(owner=other, line_id=line.id, at=clock.now())


def test_changing_saving_and_removing(house: Flask) -> None:
    owner, shelf, other = mine(), cast.shelf(), cast.shelf()
    puts(owner, shelf)
    puts(owner, other)
    first, second = lines_of(owner)
    with door():
        change(owner=owner, line_id=first.id, quantity=7, at=clock.now())
        save_for_later(owner=owner, line_id=second.id, at=clock.now())
    assert [line[1:] for line in found(owner)] == [(7, False), (1, True)]
    assert count_of(owner) == 7
    with door():
        gone = remove(owner=owner, line_id=first.id)
    for _ in range(2):
        with door():
            put_back(owner=owner, offer_id=gone.offer_id, quantity=gone.quantity, at=clock.now())
    assert count_of(owner) == 7
    puts(owner, other)  # adding what was saved takes it up again
    assert found(owner)[0][2] is False
    with pytest.raises(Refused):
        change(owner=owner, line_id=second.id, quantity=0, at=clock.now())


def test_a_full_cart(house: Flask) -> None:
    owner, seller = mine(), cast.supplier()
    shelves = [cast.shelf(of=seller) for _ in range(MOST_LINES + 1)]
    with door():
        for shelf in shelves[:-1]:
            add(owner=owner, offer_id=shelf.offer.id, quantity=1, at=clock.now())
    with pytest.raises(Refused, match="50"):
        puts(owner, shelves[-1])
    assert len(lines_of(owner)) == MOST_LINES
    puts(owner, shelves[0])
    puts(GUEST, shelves[-1])
    with door():
        merge(guest_key="guest-key", person_id=owner.person_id or 0, at=clock.now())
    assert len(lines_of(owner)) == MOST_LINES


def test_a_guests_cart_survives_signing_in(house: Flask) -> None:
    owner, both, new = mine(), cast.shelf(), cast.shelf()
    puts(owner, both, 2)
    puts(GUEST, both, 3)
    puts(GUEST, new, 1)
    for _ in range(2):
        with door():
            merge(guest_key="guest-key", person_id=owner.person_id or 0, at=clock.now())
    assert sorted(found(owner)) == sorted([(both.offer.id, 3, False), (new.offer.id, 1, False)])
    assert session.query(Cart).count() == 1
