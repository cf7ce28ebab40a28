"""What the provider keeps for a charge-back is in our books, won or lost, and so is what it gives back of that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from marketplace.domains.payments.models import Chargeback
from marketplace.foundation import clock
from marketplace.foundation.db import session
from marketplace.journeys.check_books import check_books
from marketplace.journeys.hearing.jobs import find_lost_disputes
from marketplace.journeys.hearing.look_at_dispute import look_at_dispute
from tests import cast
from tests.client import Client
from tests.factories import paying
from tests.factories.at_provider import disputed, fresh
from tests.factories.paying import books, shelf, states
from tests.sandbox.conftest import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

pytestmark = [pytest.mark.timeout(180), pytest.mark.usefixtures("pays_for_real")]
FEE = 15_00
NOT_BOOKED = "charge-back fees without their entries, or the reverse"


@pytest.fixture(scope="module", params=["kept", "returned"])
def company(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    """A company that wants a fee for each dispute, and returns it to who wins, or not."""
    fees = {"DISPUTE_FEE_MINOR": str(FEE), "DISPUTE_FEE_RETURNED": str(int(request.param == "returned"))}
    env = {f"SANDBOX_{name}": value for name, value in fees.items()}
    sandbox = Sandbox(tmp_path_factory.mktemp("dear"), "", **env)
    yield sandbox
    sandbox.stop()


def available(bank: Sandbox) -> int:
    return int(bank.books()["available"].get("cny", 0))


@pytest.mark.parametrize("outcome", ["won", "lost"])
def test_it_is_booked_once_and_what_is_returned_too(bank: Sandbox, outcome: str) -> None:
    before = available(bank)
    order = paying.delivered_order(shelf())
    name = disputed(bank, order)
    for _ in range(2):
        look_at_dispute(dispute=name, at=clock.now())
    assert books() == {"provider": -FEE, "fees": -FEE, "hold": 1000_00, "disputed": -1000_00}
    assert available(bank) - before == -FEE
    bank.pull(f"/disputes/{name}/close", status=outcome)
    for _ in range(2):
        look_at_dispute(dispute=name, at=clock.now())
    kept = 0 if outcome == "won" and bank.env["SANDBOX_DISPUTE_FEE_RETURNED"] == "1" else FEE
    assert session.query(Chargeback).one().fee == kept
    left = 1000_00 if outcome == "won" else 0
    expected = {"provider": left - kept, "fees": -kept, "hold": left}
    assert books() == {account: amount for account, amount in expected.items() if amount}
    assert available(bank) - before == left - kept
    assert states([order]) == ["delivered" if outcome == "won" else "refunded"]
    assert find_lost_disputes() == 0, "all is as the provider has it"


def test_staff_see_it_and_the_check_misses_one_without_its_entry(house: Flask, bank: Sandbox) -> None:
    order = paying.delivered_order(shelf())
    look_at_dispute(dispute=disputed(bank, order), at=clock.now())
    Client(house).as_(cast.admin()).get(f"/admin/orders/{order.number}").says("Fee").says("¥15.00")
    fresh()
    session.query(Chargeback).one().fee = 0
    session.commit()
    assert check_books(at=clock.now())[NOT_BOOKED] == 1
    session.query(Chargeback).one().fee = FEE
    session.commit()
    assert check_books(at=clock.now())[NOT_BOOKED] == 0
