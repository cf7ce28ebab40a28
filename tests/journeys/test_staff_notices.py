"""A refund the provider did not give back: the staff who may send it again hear of it once, and find it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from marketplace.domains.notifications.models import Notice
from marketplace.domains.notifications.speak import speak
from marketplace.domains.payments.events import RefundFailed
from marketplace.domains.payments.models import Refund
from marketplace.foundation import clock
from marketplace.foundation.db import door, session
from marketplace.journeys import jobs
from marketplace.journeys.cancel_order import cancel_order
from marketplace.journeys.notices import tell_about
from tests import cast
from tests.client import Client
from tests.factories import paying
from tests.factories.paying import buyer_of
from tests.sandbox_companies import let_facts_follow

if TYPE_CHECKING:
    from flask import Flask

    from tests.sandbox.conftest import Sandbox

pytestmark = pytest.mark.timeout(180)


@pytest.mark.usefixtures("pays_for_real")
def test_a_failed_refund_is_told_to_who_may_send_it_again(house: Flask, bank: Sandbox) -> None:
    ada, root = cast.admin("Ada", ("money.read", "money.pay")), cast.admin("Root")
    cast.admin("Clerk", ("orders.read",))
    gone = cast.admin("Gone")
    gone.state = "suspended"
    session.commit()
    order = paying.paid_order(cast.shelf(price=700_00))
    bank.pull("/faults", kind="refund_fails", seconds=1)
    with door():
        cancel_order(order_id=order.id, actor=buyer_of(order), at=clock.now())
    let_facts_follow()
    bank.pull("/clock", advance_seconds=5)
    with clock.travel(timedelta(minutes=1)):
        jobs.send_money()
        let_facts_follow()
    notices = session.scalars(select(Notice).where(Notice.kind == "refund_failed")).all()
    assert {notice.person_id for notice in notices} == {ada.id, root.id}
    assert "¥700.00" in speak("refund_failed", notices[0].params, "en").title
    assert "退款" in speak("refund_failed", notices[0].params, "zh").title
    page = Client(house).as_(ada).get(notices[0].link).says(session.query(Refund).one().number)
    page.press("Send again").says("The provider is being told again")
    let_facts_follow()
    session.expire_all()
    assert session.query(Refund).one().state == "done"


@pytest.mark.usefixtures("pays_for_real")
def test_it_is_told_once_however_often_it_fails(house: Flask) -> None:
    cast.admin()
    order = paying.paid_order(cast.shelf(price=700_00))
    with door():
        cancel_order(order_id=order.id, actor=buyer_of(order), at=clock.now())
    refund = session.query(Refund).one()
    with door():
        assert tell_about([RefundFailed(refund.id)], clock.now()) == 1
        assert tell_about([RefundFailed(refund.id), RefundFailed(10**12)], clock.now()) == 0
    let_facts_follow()
