"""Payouts a route is tried with."""

from __future__ import annotations

from typing import Any

from marketplace.domains.payments.payouts.pay_out import fail_payout
from marketplace.foundation import actors, clock, dials
from marketplace.foundation.db import door
from marketplace.journeys.confirm_receipt import confirm_receipt
from marketplace.journeys.pay_out import pay_out
from marketplace.journeys.release_hold import release_hold
from tests.factories import paying
from tests.factories.shopping import Buyer
from tests.house.table import Stage


def failed_payout(stage: Stage) -> dict[str, Any]:
    """One that the provider refused; its money is back on the supplier's balance."""
    supplier_id, at = _earned(stage), clock.now()
    with door():
        row = pay_out(supplier_id=supplier_id, amount=100, actor=actors.SYSTEM, at=at)
        fail_payout(payout=row, words="no", at=at)
        return {"payout_id": row.id}


def asked_payout(stage: Stage) -> dict[str, Any]:
    """A large one that waits for staff."""
    supplier_id = _earned(stage)
    with door():
        dials.turn("large_payout_minor", 99)
        row = pay_out(supplier_id=supplier_id, amount=100, actor=actors.SYSTEM, at=clock.now())
        dials.reset("large_payout_minor")
        return {"payout_id": row.id}


def _earned(stage: Stage) -> int:
    order, at = paying.delivered_order(by=Buyer(stage.owner)), clock.now()
    with door():
        confirm_receipt(order_id=order.id, actor=actors.person(stage.owner.id, "buyer"), at=at)
        release_hold(order_id=order.id, at=at)
    assert order.supplier_id
    return order.supplier_id
