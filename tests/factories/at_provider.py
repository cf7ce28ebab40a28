"""Checkouts on the provider's own page: what a test does there, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marketplace.domains.orders.models import Checkout
from marketplace.domains.payments.models import ProviderEvent
from marketplace.domains.payments.queries import find_payment
from marketplace.foundation import clock
from marketplace.foundation.db import session
from marketplace.journeys.start_payment import start_payment
from tests import cast
from tests.factories.paying import payment_of
from tests.factories.shopping import Buyer, wish

if TYPE_CHECKING:
    from collections.abc import Callable

    from marketplace.domains.orders.models import Order
    from tests.sandbox.conftest import Sandbox


def fresh() -> None:
    """Forget what was read: the provider's messages change rows behind this session."""
    session.rollback()
    session.expire_all()


def goes_to_pay(checkout: Checkout) -> str:
    return start_payment(checkout_number=checkout.number, buyer_id=checkout.buyer_id, at=clock.now())


def session_of(checkout: Checkout) -> str:
    fresh()
    return str(payment_of(checkout).provider_session)


def bought(price: int = 1000_00) -> Checkout:
    return Buyer().places(wish(cast.shelf(price=price)))


def messages(n: int = 1) -> Callable[[], bool]:
    """Return a question: have n of the provider's messages come in?"""

    def came() -> bool:
        session.rollback()
        return session.query(ProviderEvent).count() >= n

    return came


def disputed(bank: Sandbox, order: Order) -> str:
    """Have the buyer of an order go to their bank; return the dispute's name."""
    fresh()
    payment = find_payment(session.get_one(Checkout, order.checkout_id).number)
    assert payment is not None
    charge = payment.provider_charge
    session.rollback()
    return str(bank.pull("/disputes", charge=charge, reason="fraudulent")["id"])
