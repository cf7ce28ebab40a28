"""Requests that go wrong before or after their effect, and books that outlive a kill."""

import threading
from typing import Any

import httpx
import pytest
import stripe

from tests.sandbox.conftest import Sandbox


@pytest.mark.parametrize("kind", ["error_before", "error_after", "close_before", "close_after"])
def test_the_sdks_own_retry_refunds_once(sandbox: Any, kind: str) -> None:
    paid = sandbox.paid(1_000)
    sandbox.pull("/faults", kind=kind, method="POST", path="/v1/refunds")
    refund = sandbox.client(retries=2).v1.refunds.create(
        {"payment_intent": paid.payment_intent.id, "amount": 10}
    )
    charge = sandbox.stripe.v1.charges.retrieve(refund.charge)
    assert charge.amount_refunded == 10


def test_an_error_after_the_effect_without_retry_leaves_the_effect(sandbox: Any) -> None:
    paid = sandbox.paid(1_000)
    sandbox.pull("/faults", kind="error_after", path="/v1/refunds")
    with pytest.raises(stripe.APIError):
        sandbox.stripe.v1.refunds.create({"payment_intent": paid.payment_intent.id})
    assert sandbox.stripe.v1.charges.retrieve(paid.payment_intent.latest_charge.id).refunded


def test_a_closed_connection_is_no_answer(sandbox: Any) -> None:
    sandbox.pull("/faults", kind="close_before", path="/v1/balance")
    with pytest.raises(stripe.APIConnectionError):
        sandbox.stripe.v1.balance.retrieve()
    sandbox.stripe.v1.balance.retrieve()


def test_too_many_requests_are_429(sandbox: Any) -> None:
    sandbox.pull("/faults", kind="rate_limit", times=2, skip=1, path="/v1/balance")
    sandbox.stripe.v1.balance.retrieve()
    for _ in range(2):
        with pytest.raises(stripe.RateLimitError):
            sandbox.stripe.v1.balance.retrieve()
    sandbox.stripe.v1.balance.retrieve()


def test_unknown_mishaps_are_refused(sandbox: Any) -> None:
    with pytest.raises(AssertionError, match="kind must be one of"):
        sandbox.pull("/faults", kind="earthquake")
    with pytest.raises(AssertionError, match="unknown: tmes"):
        sandbox.pull("/faults", kind="drop", tmes=3)


def test_killed_books_lose_nothing_committed(fresh: Sandbox) -> None:
    """Kill -9 in the middle of eight busy payers: what was answered is there, and everything balances."""
    answered: list[str] = []
    ready = threading.Event()

    def buy() -> None:
        client = fresh.client()
        params: Any = {"amount": 700, "currency": "cny", "confirm": True, "payment_method": "pm_card_visa"}
        try:
            while True:
                answered.append(client.v1.payment_intents.create(params).id)
                if len(answered) > 40:
                    ready.set()
        except stripe.APIConnectionError:
            return

    threads = [threading.Thread(target=buy) for _ in range(8)]
    for thread in threads:
        thread.start()
    assert ready.wait(30)
    fresh.kill()
    for thread in threads:
        thread.join()
    fresh.start()
    books = fresh.books()
    kept = {charge["payment_intent"] for charge in books["charges"]}
    assert set(answered) <= kept
    assert books["wrongs"] == []
    assert books["captured"]["cny"] == 700 * len(kept) == books["available"]["cny"]


def test_it_stops_cleanly_and_keeps_its_books(fresh: Sandbox) -> None:
    fresh.paid(4_200)
    fresh.process.terminate()
    assert fresh.process.wait(10) == 0
    fresh.start()
    assert fresh.books()["captured"] == {"cny": 4_200}


def test_double_pay_over_http_pays_once(sandbox: Any) -> None:
    opened = sandbox.session(3_300)
    before = sandbox.books()["captured"].get("cny", 0)
    gate = threading.Barrier(6)

    def press() -> None:
        gate.wait()
        httpx.post(f"{sandbox.url}/c/pay/{opened.id}", data={"method": "card", "do": "pay"}, trust_env=False)

    threads = [threading.Thread(target=press) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sandbox.books()["captured"]["cny"] == before + 3_300
