"""What the provider's objects mean to us."""

from __future__ import annotations

from typing import Any

import pytest

from marketplace.gateways.stripe import answers


def checkout(status: str, intent: dict[str, Any] | str | None) -> dict[str, Any]:
    return {
        "id": "cs_1",
        "status": status,
        "currency": "cny",
        "metadata": {"payment": "P-1"},
        "payment_intent": intent,
    }


CHARGE = {"id": "ch_1", "payment_method_details": {"type": "wechat_pay"}}


@pytest.mark.parametrize(
    ("status", "intent", "wanted"),
    [
        ("open", None, "open"),
        ("open", {"id": "pi_1", "status": "requires_payment_method"}, "open"),
        ("expired", None, "expired"),
        ("expired", {"id": "pi_1", "status": "canceled"}, "expired"),
        ("complete", {"id": "pi_1", "status": "processing"}, "pending"),
        ("complete", {"id": "pi_1", "status": "requires_payment_method"}, "failed"),
        ("complete", {"id": "pi_1", "status": "succeeded", "amount_received": 5}, "paid"),
        ("open", {"id": "pi_1", "status": "succeeded", "amount_received": 5}, "paid"),
    ],
)
def test_where_a_payment_is(status: str, intent: dict[str, Any] | None, wanted: str) -> None:
    assert answers.payment(checkout(status, intent)).status == wanted


def test_what_a_payment_says() -> None:
    paid = {
        "id": "pi_1",
        "status": "succeeded",
        "amount_received": 700,
        "currency": "cny",
        "latest_charge": CHARGE,
    }
    seen = answers.payment(checkout("complete", paid))
    assert (seen.number, seen.amount, seen.currency) == ("P-1", 700, "CNY")
    assert (seen.intent, seen.charge, seen.method) == ("pi_1", "ch_1", "wechat_pay")


def test_money_not_received_is_no_money() -> None:
    assert (
        answers.payment(checkout("complete", {"id": "pi_1", "status": "processing", "amount": 700})).amount
        == 0
    )


@pytest.mark.parametrize(
    ("status", "wanted"),
    [
        ("succeeded", "done"),
        ("pending", "pending"),
        ("requires_action", "pending"),
        ("failed", "failed"),
        ("canceled", "failed"),
    ],
)
def test_where_a_refund_is(status: str, wanted: str) -> None:
    seen = answers.refund({"id": "re_1", "status": status, "metadata": {"refund": "R-1-0"}})
    assert (seen.status, seen.key) == (wanted, "R-1-0")


def test_objects_without_labels_are_nobodys() -> None:
    assert answers.refund({"id": "re_1", "status": "succeeded", "metadata": None}).key == ""
    assert answers.payment({**checkout("open", "pi_1"), "metadata": None}).number == ""
