"""Refunds, transfers, payouts, disputes: what is refused, and books that balance to the cent."""

from typing import Any

import pytest
import stripe


def test_refunds_stop_at_what_was_paid(sandbox: Any) -> None:
    paid = sandbox.paid(10_000)
    intent = paid.payment_intent.id
    assert sandbox.stripe.v1.refunds.create({"payment_intent": intent, "amount": 4_000}).status == "succeeded"
    with pytest.raises(
        stripe.InvalidRequestError, match=r"60\.01 cny\) is greater than unrefunded amount"
    ) as refused:
        sandbox.stripe.v1.refunds.create({"payment_intent": intent, "amount": 6_001})
    assert refused.value.param == "amount"
    rest = sandbox.stripe.v1.refunds.create({"charge": paid.payment_intent.latest_charge.id})
    assert rest.amount == 6_000
    charge = sandbox.stripe.v1.charges.retrieve(rest.charge, {"expand": ["refunds"]})
    assert (charge.refunded, len(charge.refunds.data)) == (True, 2)
    with pytest.raises(stripe.InvalidRequestError) as already:
        sandbox.stripe.v1.refunds.create({"payment_intent": intent})
    assert already.value.code == "charge_already_refunded"
    listed = sandbox.stripe.v1.refunds.list({"payment_intent": intent})
    assert sum(row.amount for row in listed.data) == 10_000


def test_an_unpaid_intent_cannot_be_refunded(sandbox: Any) -> None:
    opened = sandbox.session()
    intent = sandbox.pull(f"/checkout/{opened.id}/pay", outcome="decline")["payment_intent"]
    with pytest.raises(stripe.InvalidRequestError, match="does not have a successful charge to refund"):
        sandbox.stripe.v1.refunds.create({"payment_intent": intent})


def test_a_refund_may_be_slow_and_may_fail(sandbox: Any, shop: Any, waiting: Any) -> None:
    paid = sandbox.paid(5_000)
    sandbox.pull("/faults", kind="refund_pending", seconds=0.1)
    slow = sandbox.stripe.v1.refunds.create({"payment_intent": paid.payment_intent.id, "amount": 2_000})
    assert (slow.status, slow.balance_transaction) == ("pending", None)
    waiting(lambda: sandbox.stripe.v1.refunds.retrieve(slow.id).status == "succeeded")
    sandbox.pull("/faults", kind="refund_fails", seconds=0.1)
    failing = sandbox.stripe.v1.refunds.create({"payment_intent": paid.payment_intent.id, "amount": 3_000})
    waiting(lambda: shop.events("refund.failed", failing.id))
    assert sandbox.stripe.v1.charges.retrieve(slow.charge).amount_refunded == 2_000
    sandbox.pull(f"/refunds/{slow.id}", status="failed")
    assert sandbox.stripe.v1.charges.retrieve(slow.charge).amount_refunded == 0


def test_a_refund_waits_for_a_balance_that_can_bear_it(fresh: Any, waiting: Any) -> None:
    paid = fresh.paid(5_000)
    account = fresh.account()
    moved = fresh.stripe.v1.transfers.create({"amount": 5_000, "currency": "cny", "destination": account})
    refund = fresh.stripe.v1.refunds.create({"payment_intent": paid.payment_intent.id})
    assert (refund.status, refund.pending_reason) == ("pending", "insufficient_funds")
    fresh.stripe.v1.transfers.reversals.create(moved.id)
    waiting(lambda: fresh.stripe.v1.refunds.retrieve(refund.id).status == "succeeded")
    assert fresh.books()["available"] == {"cny": 0}


def test_transfers_stop_at_the_balance(fresh: Any) -> None:
    account = fresh.account()
    params = {"amount": 10_000, "currency": "cny", "destination": account, "metadata": {"release": "1"}}
    with pytest.raises(stripe.InvalidRequestError) as poor:
        fresh.stripe.v1.transfers.create(params)
    assert poor.value.code == "balance_insufficient"
    paid = fresh.paid(10_000)
    charge = paid.payment_intent.latest_charge.id
    with pytest.raises(stripe.InvalidRequestError) as unknown:
        fresh.stripe.v1.transfers.create({**params, "destination": "acct_unknown"})
    assert (unknown.value.http_status, unknown.value.code) == (400, "resource_missing")
    with pytest.raises(stripe.InvalidRequestError) as over:
        fresh.stripe.v1.transfers.create({**params, "amount": 10_001, "source_transaction": charge})
    assert over.value.param == "source_transaction"
    moved = fresh.stripe.v1.transfers.create({**params, "amount": 9_000, "source_transaction": charge})
    assert moved.destination_payment.startswith("py_")
    assert fresh.stripe.v1.balance.retrieve().available[0].amount == 1_000
    assert fresh.stripe.v1.balance.retrieve(options={"stripe_account": account}).available[0].amount == 9_000
    books = fresh.books()
    assert (books["captured"], books["transferred"], books["accounts"]) == (
        {"cny": 10_000},
        {"cny": 9_000},
        {account: {"cny": 9_000}},
    )
    assert books["transfers"][0]["metadata"] == {"release": "1"}


def test_reversals_stop_at_the_transfer_and_the_payees_balance(fresh: Any) -> None:
    fresh.paid(10_000)
    account = fresh.account()
    moved = fresh.stripe.v1.transfers.create({"amount": 9_000, "currency": "cny", "destination": account})
    back = fresh.stripe.v1.transfers.reversals.create(moved.id, {"amount": 4_000})
    assert (back.amount, back.transfer) == (4_000, moved.id)
    with pytest.raises(stripe.InvalidRequestError):
        fresh.stripe.v1.transfers.reversals.create(moved.id, {"amount": 5_001})
    fresh.stripe.v1.payouts.create({"amount": 5_000, "currency": "cny"}, {"stripe_account": account})
    with pytest.raises(stripe.InvalidRequestError) as gone:
        fresh.stripe.v1.transfers.reversals.create(moved.id)
    assert gone.value.code == "balance_insufficient"
    found = fresh.stripe.v1.transfers.retrieve(moved.id)
    assert (found.amount_reversed, found.reversed, found.reversals.data[0].id) == (4_000, False, back.id)
    assert fresh.books()["reversed"] == {"cny": 4_000}


def test_payouts_arrive_or_come_back(fresh: Any, shop: Any, waiting: Any) -> None:
    fresh.paid(10_000)
    account = fresh.account()
    own = {"stripe_account": account}
    fresh.stripe.v1.transfers.create({"amount": 8_000, "currency": "cny", "destination": account})
    with pytest.raises(stripe.InvalidRequestError) as poor:
        fresh.stripe.v1.payouts.create({"amount": 8_001, "currency": "cny"}, own)
    assert poor.value.code == "balance_insufficient"
    sent = fresh.stripe.v1.payouts.create({"amount": 5_000, "currency": "cny"}, own)
    waiting(lambda: fresh.stripe.v1.payouts.retrieve(sent.id, options=own).status == "paid")
    assert waiting(lambda: shop.events("payout.paid", sent.id))[0]["account"] == account
    fresh.pull("/faults", kind="payout_fails", seconds=0.1)
    lost = fresh.stripe.v1.payouts.create({"amount": 3_000, "currency": "cny"}, own)
    waiting(lambda: fresh.stripe.v1.payouts.retrieve(lost.id, options=own).status == "failed")
    assert fresh.books()["accounts"][account] == {"cny": 3_000}
    with pytest.raises(stripe.InvalidRequestError):
        fresh.stripe.v1.payouts.retrieve(sent.id)  # another account's is missing


@pytest.mark.parametrize("outcome", ["won", "lost"])
def test_disputes_take_the_money_and_give_it_back_when_won(
    fresh: Any, shop: Any, waiting: Any, outcome: str
) -> None:
    paid = fresh.paid(10_000)
    charge = paid.payment_intent.latest_charge.id
    opened = fresh.pull("/disputes", charge=charge, reason="fraudulent")
    assert fresh.stripe.v1.balance.retrieve().available[0].amount == 0
    assert fresh.stripe.v1.charges.retrieve(charge).disputed
    with pytest.raises(stripe.InvalidRequestError) as refused:
        fresh.stripe.v1.refunds.create({"charge": charge})
    assert refused.value.code == "charge_disputed"
    answered = fresh.stripe.v1.disputes.update(
        opened["id"], {"evidence": {"uncategorized_text": "shipped"}, "submit": True}
    )
    assert answered.status == "under_review"
    fresh.pull(f"/disputes/{opened['id']}/close", status=outcome)
    assert fresh.stripe.v1.balance.retrieve().available[0].amount == (10_000 if outcome == "won" else 0)
    waiting(lambda: shop.events("charge.dispute.closed", opened["id"]))
    if outcome == "won":  # the money is back, and can be given back by the shop
        assert fresh.stripe.v1.refunds.create({"charge": charge, "amount": 4_000}).status == "succeeded"
    else:
        with pytest.raises(stripe.InvalidRequestError):
            fresh.stripe.v1.refunds.create({"charge": charge})
    assert fresh.books()["wrongs"] == []


def test_intents_are_paid_with_test_methods(sandbox: Any) -> None:
    intents = sandbox.stripe.v1.payment_intents
    params: dict[str, Any] = {"amount": 500, "currency": "cny", "confirm": True}
    assert intents.create({**params, "payment_method": "pm_card_visa"}).status == "succeeded"
    with pytest.raises(stripe.CardError) as declined:
        intents.create({**params, "payment_method": "pm_card_visa_chargeDeclined"})
    assert declined.value.error.decline_code == "generic_decline"
    left = intents.retrieve(declined.value.error.payment_intent["id"])
    assert left.status == "requires_payment_method"
    assert intents.cancel(left.id).status == "canceled"
    with pytest.raises(stripe.InvalidRequestError):
        intents.confirm(left.id, {"payment_method": "pm_card_visa"})


def test_accounts_are_onboarded_by_their_link(sandbox: Any) -> None:
    made = sandbox.stripe.v1.accounts.create(
        {
            "type": "express",
            "capabilities": {"transfers": {"requested": True}},
            "metadata": {"sandbox": "incomplete"},
        }
    )
    assert (made.payouts_enabled, made.capabilities["transfers"]) == (False, "inactive")
    with pytest.raises(stripe.InvalidRequestError) as unready:
        sandbox.stripe.v1.transfers.create({"amount": 1, "currency": "cny", "destination": made.id})
    assert unready.value.code == "insufficient_capabilities_for_transfer"
    link = sandbox.stripe.v1.account_links.create(
        {
            "account": made.id,
            "type": "account_onboarding",
            "return_url": "http://127.0.0.1:9/supplier",
            "refresh_url": "http://127.0.0.1:9/again",
        }
    )
    assert "Get ready to be paid" in sandbox.http.get(link.url).text
    assert sandbox.http.post(link.url).headers["Location"] == "http://127.0.0.1:9/supplier"
    assert sandbox.stripe.v1.accounts.retrieve(made.id).payouts_enabled
