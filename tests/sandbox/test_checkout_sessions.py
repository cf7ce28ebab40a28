"""Checkout Sessions through the unmodified SDK."""

import time
from typing import Any

import pytest
import stripe


def test_a_session_is_opened_paid_and_found_again(sandbox: Any) -> None:
    opened = sandbox.session(
        client_reference_id="CO-7",
        metadata={"checkout": "7"},
        payment_intent_data={"metadata": {"order": "A1"}, "transfer_group": "CO-7"},
    )
    assert (opened.status, opened.payment_status, opened.payment_intent) == ("open", "unpaid", None)
    assert opened.url == f"{sandbox.url}/c/pay/{opened.id}"
    assert opened.payment_method_types == ["card", "alipay", "wechat_pay"]
    sandbox.pull(f"/checkout/{opened.id}/pay", method="wechat_pay")
    found = sandbox.stripe.v1.checkout.sessions.retrieve(
        opened.id, {"expand": ["line_items", "payment_intent.latest_charge.balance_transaction"]}
    )
    assert (found.status, found.payment_status, found.url) == ("complete", "paid", None)
    assert found.metadata["checkout"] == "7"
    intent = found.payment_intent
    assert (intent.status, intent.amount_received, intent.transfer_group) == ("succeeded", 289_900, "CO-7")
    assert intent.metadata["order"] == "A1"
    assert intent.latest_charge.payment_method_details.type == "wechat_pay"
    assert intent.latest_charge.balance_transaction.net == 289_900
    assert found.line_items.data[0].description == "Fridge 冰箱"


def test_a_declined_session_stays_open_and_can_be_paid(sandbox: Any) -> None:
    opened = sandbox.session()
    answer = sandbox.pull(f"/checkout/{opened.id}/pay", outcome="decline")
    assert answer["status"] == "open"
    intent = sandbox.stripe.v1.payment_intents.retrieve(answer["payment_intent"])
    assert (intent.status, intent.last_payment_error.code) == ("requires_payment_method", "card_declined")
    before = sandbox.books()["captured"].get("cny", 0)
    sandbox.pull(f"/checkout/{opened.id}/pay")
    assert sandbox.stripe.v1.payment_intents.retrieve(intent.id).status == "succeeded"
    assert sandbox.books()["captured"]["cny"] == before + 289_900


def test_late_money_completes_unpaid_then_arrives(sandbox: Any, shop: Any, waiting: Any) -> None:
    opened = sandbox.session()
    answer = sandbox.pull(f"/checkout/{opened.id}/pay", method="alipay", outcome="late", delay_seconds=1)
    assert (answer["status"], answer["payment_status"]) == ("complete", "unpaid")
    waiting(lambda: shop.events("checkout.session.async_payment_succeeded", opened.id))
    assert sandbox.stripe.v1.checkout.sessions.retrieve(opened.id).payment_status == "paid"
    assert (
        shop.events("checkout.session.completed", opened.id)[0]["data"]["object"]["payment_status"]
        == "unpaid"
    )


def test_late_money_may_fail(sandbox: Any, shop: Any, waiting: Any) -> None:
    opened = sandbox.session()
    sandbox.pull(f"/checkout/{opened.id}/pay", method="alipay", outcome="late_failure", delay_seconds=0.1)
    waiting(lambda: shop.events("checkout.session.async_payment_failed", opened.id))
    assert sandbox.stripe.v1.checkout.sessions.retrieve(opened.id).payment_status == "unpaid"


def test_an_expired_session_cannot_be_paid_nor_expired_again(sandbox: Any, shop: Any, waiting: Any) -> None:
    opened = sandbox.session()
    assert sandbox.stripe.v1.checkout.sessions.expire(opened.id).status == "expired"
    with pytest.raises(stripe.InvalidRequestError, match=r'status in \["open"\] can be expired'):
        sandbox.stripe.v1.checkout.sessions.expire(opened.id)
    with pytest.raises(AssertionError, match="no longer open"):
        sandbox.pull(f"/checkout/{opened.id}/pay")
    waiting(lambda: shop.events("checkout.session.expired", opened.id))


def test_a_session_lapses_by_itself(fresh: Any) -> None:
    opened = fresh.session(expires_at=int(time.time()) + 1800)
    fresh.pull("/clock", advance_seconds=1805)
    assert fresh.stripe.v1.checkout.sessions.retrieve(opened.id).status == "expired"


@pytest.mark.parametrize("seconds", [60, 90_000])
def test_expiry_keeps_stripes_bounds(sandbox: Any, seconds: int) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refused:
        sandbox.session(expires_at=int(time.time()) + seconds)
    assert refused.value.param == "expires_at"


def test_methods_are_narrowed_not_listed(sandbox: Any) -> None:
    assert sandbox.session(allowed_payment_method_types=["alipay"]).payment_method_types == ["alipay"]
    assert sandbox.session(excluded_payment_method_types=["card"]).payment_method_types == [
        "alipay",
        "wechat_pay",
    ]
    with pytest.raises(
        stripe.InvalidRequestError, match="Did you mean allowed_payment_method_types"
    ) as refused:
        sandbox.session(payment_method_types=["card"])
    assert (refused.value.param, refused.value.code) == ("payment_method_types", "parameter_unknown")


def test_lists_are_paged(sandbox: Any) -> None:
    made = [sandbox.session().id for _ in range(5)]
    first = sandbox.stripe.v1.checkout.sessions.list({"limit": 2})
    assert [row.id for row in first.data] == made[:2:-1]
    assert first.has_more
    rest = sandbox.stripe.v1.checkout.sessions.list({"limit": 2, "starting_after": first.data[-1].id})
    assert [row.id for row in rest.data] == made[2:0:-1]
    back = sandbox.stripe.v1.checkout.sessions.list({"limit": 2, "ending_before": rest.data[0].id})
    assert [row.id for row in back.data] == made[:2:-1]
    walked = [row.id for row, _ in zip(first.auto_paging_iter(), range(5), strict=False)]
    assert walked == made[::-1]
