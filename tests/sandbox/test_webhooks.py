"""Letters: signed, repeated until taken, and mislaid on order."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
import stripe

from tests.sandbox.conftest import SECRET, Sandbox


def test_letters_carry_the_real_signature(sandbox: Any, shop: Any, waiting: Any) -> None:
    paid = sandbox.paid()
    waiting(lambda: shop.events("checkout.session.completed", paid.id))
    for body, signature in shop.letters:
        event = stripe.Webhook.construct_event(body, signature, SECRET)
        assert event.id.startswith("evt_")
    with pytest.raises(stripe.SignatureVerificationError):
        stripe.Webhook.construct_event(body + b" ", signature, SECRET)


def test_a_payment_tells_its_whole_story(sandbox: Any, shop: Any, waiting: Any) -> None:
    paid = sandbox.paid()
    waiting(lambda: shop.events("checkout.session.completed", paid.id))
    intent = paid.payment_intent.id
    waiting(lambda: len(shop.events(about=intent)) == 4)
    kinds = {event["type"] for event in shop.events(about=intent)}
    assert kinds == {
        "payment_intent.created",
        "charge.succeeded",
        "payment_intent.succeeded",
        "checkout.session.completed",
    }


def test_an_endpoint_hears_only_of_what_it_asked_for(tmp_path: Path, shop: Any, waiting: Any) -> None:
    choosy = Sandbox(tmp_path, shop.url, SANDBOX_WEBHOOK_EVENTS="checkout.session.completed,refund.failed")
    try:
        paid = choosy.paid()
        waiting(lambda: shop.events("checkout.session.completed", paid.id))
        queued = choosy.pull("/deliveries", "GET")["letters"]
        assert len(queued) == 1
        assert len(choosy.stripe.v1.events.list().data) == 4
    finally:
        choosy.stop()


def test_an_event_names_the_request_that_made_it(sandbox: Any, shop: Any, waiting: Any) -> None:
    paid = sandbox.paid()
    options = {"idempotency_key": f"why-{paid.id}"}
    refund = sandbox.stripe.v1.refunds.create(
        {"payment_intent": paid.payment_intent.id, "amount": 5}, options
    )
    event = waiting(lambda: shop.events("refund.created", refund.id))[0]
    assert event["request"]["idempotency_key"] == f"why-{paid.id}"
    assert event["request"]["id"] == refund.last_response.headers["Request-Id"]
    assert sandbox.stripe.v1.events.retrieve(event["id"]).type == "refund.created"


def test_a_refused_letter_comes_again(sandbox: Any, shop: Any, waiting: Any) -> None:
    shop.answers += [500, 503, 400]
    opened = sandbox.session()
    sandbox.stripe.v1.checkout.sessions.expire(opened.id)
    waiting(lambda: shop.events("checkout.session.expired", opened.id))
    assert shop.answers == []


def test_letters_wait_for_a_shop_that_is_away(fresh: Any, shop: Any, waiting: Any) -> None:
    shop.close()
    try:
        paid = fresh.paid()
        time.sleep(0.6)
    finally:
        shop.open()
    waiting(lambda: shop.events("checkout.session.completed", paid.id), 15)


def test_letters_survive_a_killed_sandbox(fresh: Any, shop: Any, waiting: Any) -> None:
    shop.close()
    paid = fresh.paid()
    fresh.kill()
    shop.open()
    fresh.start()
    waiting(lambda: shop.events("checkout.session.completed", paid.id), 15)


def test_a_repeated_letter_has_one_id(sandbox: Any, shop: Any, waiting: Any) -> None:
    sandbox.pull("/faults", kind="duplicate", event="checkout.session.completed", seconds=0.1)
    paid = sandbox.paid()
    waiting(lambda: len(shop.events("checkout.session.completed", paid.id)) == 3)
    assert len({event["id"] for event in shop.events("checkout.session.completed", paid.id)}) == 1


def test_a_dropped_letter_can_be_sent_again(sandbox: Any, shop: Any, waiting: Any) -> None:
    sandbox.pull("/faults", kind="drop", event="checkout.session.completed")
    paid = sandbox.paid()
    waiting(lambda: shop.events("charge.succeeded", paid.payment_intent.id))
    time.sleep(0.3)
    assert shop.events("checkout.session.completed", paid.id) == []
    events = sandbox.stripe.v1.events.list({"type": "checkout.session.completed", "limit": 1})
    sandbox.pull(f"/events/{events.data[0].id}/redeliver")
    waiting(lambda: shop.events("checkout.session.completed", paid.id))


def test_letters_may_overtake_each_other(sandbox: Any, shop: Any, waiting: Any) -> None:
    sandbox.pull("/faults", kind="reorder", times=4, seconds=0.3)
    paid = sandbox.paid()
    waiting(lambda: len(shop.events(about=paid.payment_intent.id)) == 4)
    order = [event["type"] for event in shop.events(about=paid.payment_intent.id)]
    assert order[0] == "checkout.session.completed"
    assert order[-1] == "payment_intent.created"


def test_a_forged_letter_fails_its_signature(sandbox: Any, shop: Any, waiting: Any) -> None:
    sandbox.pull("/faults", kind="forge", event="checkout.session.expired")
    opened = sandbox.session()
    sandbox.stripe.v1.checkout.sessions.expire(opened.id)
    waiting(lambda: shop.events("checkout.session.expired", opened.id))
    body, signature = next(pair for pair in shop.letters if json.loads(pair[0])["type"].endswith("expired"))
    with pytest.raises(stripe.SignatureVerificationError):
        stripe.Webhook.construct_event(body, signature, SECRET)


def test_an_endpoint_set_later_hears_of_later_things(fresh: Any, shop: Any, waiting: Any) -> None:
    fresh.pull("/webhook", url="")
    before = fresh.paid()
    fresh.pull("/webhook", url=shop.url, secret="whsec_another")
    after = fresh.paid()
    waiting(lambda: shop.events("checkout.session.completed", after.id))
    assert shop.events(about=before.payment_intent.id) == []
    stripe.Webhook.construct_event(*shop.letters[-1], "whsec_another")
