"""Journeys that leave the house meet the sandbox companies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from marketplace.domains.orders.models import Checkout
from marketplace.gateways import mailer
from tests.factories.mailbox import Mailbox
from tests.factories.paying import payment_of

if TYPE_CHECKING:
    from flask import Flask


from typing import TYPE_CHECKING

from marketplace.journeys import jobs
from tests.factories import paying
from tests.factories.at_provider import goes_to_pay, session_of
from tests.sandbox_companies import bank, company, online

if TYPE_CHECKING:
    from marketplace.domains.orders.models import Checkout
    from tests.sandbox.conftest import Sandbox

__all__ = ["bank", "company", "online"]


@pytest.fixture
def pays_for_real(bank: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the factories' buyers pay at the sandbox."""

    def pays(checkout: Checkout, amount: int | None = None) -> int:
        goes_to_pay(checkout)
        bank.pull(f"/checkout/{session_of(checkout)}/pay")
        jobs._hear(payment_of(checkout).id)
        return payment_of(checkout).id

    monkeypatch.setattr(paying, "pays", pays)


@pytest.fixture
def mailbox(house: Flask) -> object:
    real, box = mailer.current(), Mailbox()
    mailer.use(box)
    yield box
    mailer.use(real)
