"""A buyer's bank: it takes a payment back, and decides. The provider says so whenever it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marketplace.domains.orders.models import Checkout, Order
from marketplace.domains.payments.provider import DisputeSeen
from marketplace.domains.payments.queries import find_payment
from marketplace.foundation import clock
from marketplace.foundation.db import session
from marketplace.journeys.hearing import look_at_dispute as looking

if TYPE_CHECKING:
    import pytest


class Bank:
    """What the provider would answer about each dispute."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Answer for the provider."""
        self.seen: dict[str, DisputeSeen] = {}
        monkeypatch.setattr(looking, "provider", lambda: self)

    def look_at_dispute(self, name: str) -> DisputeSeen:
        return self.seen[name]

    def says(self, order: Order, status: str = "open", amount: int | None = None, name: str = "du_1") -> None:
        """Have the provider tell of a dispute about the payment of an order."""
        self.answers(order, status, amount, name)
        looking.look_at_dispute(dispute=name, at=clock.now())

    def answers(
        self, order: Order, status: str = "open", amount: int | None = None, name: str = "du_1"
    ) -> None:
        """Have the provider answer so when it is asked."""
        session.rollback()
        payment = find_payment(session.get_one(Checkout, order.checkout_id).number)
        assert payment is not None
        self.seen[name] = DisputeSeen(
            id=name,
            intent=payment.provider_intent,
            charge=payment.provider_charge,
            status=status,
            amount=payment.captured if amount is None else amount,
            reason="fraudulent",
            answer_by=int(clock.now().timestamp()) + 604_800,
        )
        session.rollback()
