"""Hearing that money came: the buyer who comes back, the message, and what happens when orders will not take it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from marketplace.domains.payments.models import ProviderEvent
from marketplace.foundation import clock
from marketplace.foundation.db import session
from marketplace.journeys.settle_payment import hear_payment
from tests.factories.at_provider import bought, fresh, goes_to_pay, messages, session_of
from tests.factories.paying import books, payment_of
from tests.sandbox.conftest import Sandbox, wait_for
from tests.sandbox_companies import let_facts_follow

if TYPE_CHECKING:
    from flask import Flask

pytestmark = pytest.mark.timeout(180)


def test_the_message_of_a_buyer_who_was_quicker_asks_nobody(house: Flask, online: Sandbox) -> None:
    checkout = bought()
    goes_to_pay(checkout)
    online.pull(f"/checkout/{session_of(checkout)}/pay")
    assert hear_payment(payment_id=payment_of(checkout).id, at=clock.now())
    assert books() == {"provider": 1000_00, "hold": 1000_00}
    wait_for(messages(3))
    online.pull("/faults", kind="error_before", path="/v1/", times=99)
    let_facts_follow()
    assert not session.query(ProviderEvent).filter_by(handled_at=None).count()


def test_money_heard_of_is_not_lost_over_orders_that_cannot_take_it(
    house: Flask, bank: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(**_: Any) -> None:
        raise RuntimeError("not just now")

    checkout = bought()
    goes_to_pay(checkout)
    bank.pull(f"/checkout/{session_of(checkout)}/pay")
    with monkeypatch.context() as patch:
        patch.setattr("marketplace.journeys.settle_payment._settle", stumble)
        assert hear_payment(payment_id=payment_of(checkout).id, at=clock.now())
    fresh()
    assert payment_of(checkout).settled_at is None
    let_facts_follow()
    assert books() == {"provider": 1000_00, "hold": 1000_00}
