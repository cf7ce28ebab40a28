"""A dispute from end to end: the sandbox's bank, its signed messages, our orders, and both books in the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from marketplace.domains.payments.models import Chargeback, ProviderEvent
from marketplace.foundation.db import session
from marketplace.gateways.stripe import client
from marketplace.journeys.hearing.jobs import ask_of_disputes, find_lost_disputes
from tests.factories import paying
from tests.factories.at_provider import disputed, fresh
from tests.factories.paying import books, shelf, states
from tests.factories.quarrelling import order_now
from tests.sandbox.conftest import Sandbox, wait_for
from tests.sandbox_companies import let_facts_follow

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = [pytest.mark.timeout(180), pytest.mark.usefixtures("pays_for_real")]


def heard(kind: str) -> Callable[[], bool]:
    """Return a question: has a message of this kind come in?"""

    def came() -> bool:
        session.rollback()
        return session.query(ProviderEvent).filter_by(kind=kind).count() > 0

    return came


@pytest.mark.parametrize("outcome", ["won", "lost"])
def test_a_message_freezes_and_another_settles(online: Sandbox, outcome: str) -> None:
    order = paying.delivered_order(shelf())
    before = online.books()["available"]["cny"]
    name = disputed(online, order)
    wait_for(heard("charge.dispute.created"))
    let_facts_follow()
    fresh()
    assert books() == {"hold": 1000_00, "disputed": -1000_00}
    assert online.books()["available"]["cny"] == before - 1000_00
    online.pull(f"/disputes/{name}/close", status=outcome)
    wait_for(heard("charge.dispute.closed"))
    let_facts_follow()
    assert states([order]) == ["delivered" if outcome == "won" else "refunded"]
    assert books() == ({"provider": 1000_00, "hold": 1000_00} if outcome == "won" else {})
    assert online.books()["available"]["cny"] == (before if outcome == "won" else before - 1000_00)


def test_a_verdict_whose_message_was_lost_is_asked_for(bank: Sandbox) -> None:
    from marketplace.foundation import clock
    from marketplace.journeys.hearing.look_at_dispute import look_at_dispute

    order = paying.delivered_order(shelf())
    name = disputed(bank, order)
    look_at_dispute(dispute=name, at=clock.now())
    assert ask_of_disputes() == 1
    assert session.query(Chargeback).one().state == "open"
    bank.pull(f"/disputes/{name}/close", status="won")
    bank.pull("/faults", kind="error_before", path="/v1/disputes", times=3)
    assert ask_of_disputes() == 0
    bank.pull("/faults", "DELETE")
    assert ask_of_disputes() == 1
    fresh()
    assert session.query(Chargeback).one().state == "won"
    assert ask_of_disputes() == 0
    look_at_dispute(dispute="du_unknown", at=clock.now())


def test_disputes_whose_messages_were_lost_are_found(bank: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "A_PAGE", 1)
    orders = [paying.delivered_order(shelf()) for _ in range(2)]
    names = [disputed(bank, order) for order in orders]
    somebody_elses = bank.paid(500_00).payment_intent.latest_charge.id
    bank.pull("/disputes", charge=somebody_elses, reason="fraudulent")
    bank.pull("/faults", kind="error_before", path="/v1/disputes", times=3)
    assert find_lost_disputes() == 0
    bank.pull("/faults", "DELETE")
    assert find_lost_disputes() == 2
    fresh()
    assert {row.provider_dispute for row in session.query(Chargeback)} == set(names)
    assert [order_now(order).disputed_at is not None for order in orders] == [True, True]
    assert find_lost_disputes() == 0, "what is known is not asked about"
    bank.pull(f"/disputes/{names[0]}/close", status="lost")
    assert find_lost_disputes() == 1
    assert states(orders) == ["refunded", "delivered"]
