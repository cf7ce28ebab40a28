"""Somebody on the way to a checkout, and the checkout."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import Any

from marketplace.domains.accounts.models import Address, Person
from marketplace.domains.inventory.models import Stock, StockHold
from marketplace.domains.orders.models import Checkout, Order
from marketplace.domains.orders.price import Wish
from marketplace.foundation import actors, clock
from marketplace.foundation.db import door, session
from marketplace.journeys.checkout import place_checkout
from tests import cast

_serial = count(1)


def replay_key() -> str:
    return f"replay-key-number-{next(_serial):06d}"


@dataclass
class Buyer:
    """Somebody with an address, who knows what they want."""

    person: Person = field(default_factory=cast.person)
    address: Address = field(init=False)

    def __post_init__(self) -> None:
        self.address = cast.address(self.person)
        self.id, self.address_id = self.person.id, self.address.id

    def places(self, *wishes: Wish, key: str | None = None, **more: Any) -> Checkout:
        """Press the button, through one door."""
        with door():
            return place_checkout(
                buyer_id=self.id,
                lines=wishes,
                address_id=self.address_id,
                replay_key=key or replay_key(),
                actor=actors.person(self.id, "buyer"),
                at=clock.now(),
                **more,
            )


def wish(shelf: cast.Shelf, quantity: int = 1, seen: int | None = None) -> Wish:
    return Wish(shelf.offer.id, quantity, seen)


def stock_of(shelf: cast.Shelf) -> tuple[int, int]:
    """Return what is on hand and what is reserved, read afresh."""
    row = session.query(Stock.on_hand, Stock.reserved).filter_by(id=shelf.stock.id).one()
    session.rollback()
    return row.on_hand, row.reserved


def held() -> int:
    """Return the pieces of all live holds together."""
    total = sum(row.quantity for row in session.query(StockHold).filter_by(state="held"))
    session.rollback()
    return total


def orders() -> list[Order]:
    return session.query(Order).order_by(Order.id).all()
