"""The inbox takes the provider's messages only, once each, and answers at once."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from stripe import WebhookSignature
from werkzeug.test import TestResponse

from marketplace.domains.payments.models import ProviderEvent
from marketplace.domains.payments.receive import OF_ACCOUNTS, OF_DISPUTES, OF_PAYMENTS, OF_REFUNDS
from marketplace.foundation.db import session
from marketplace.foundation.outbox import OutboxFact
from marketplace.gateways.stripe.shapes import EVENTS
from marketplace.journeys.reactions import react


def test_the_endpoint_is_told_to_subscribe_to_what_we_read() -> None:
    told = (Path(__file__).parents[3] / ".env.example").read_text(encoding="utf-8")
    assert [kind for kind in EVENTS if kind not in told] == []
    read = OF_PAYMENTS + OF_REFUNDS + OF_DISPUTES + OF_ACCOUNTS
    assert [kind for kind in EVENTS if not kind.startswith(read)] == []


def test_what_means_nothing_to_us_is_kept_and_gives_nobody_work(house: Flask) -> None:
    assert post(house, event(kind="charge.succeeded")).status_code == 200
    assert rows() == [("evt_1", True)]
    assert session.query(OutboxFact).count() == 0


def event(event_id: str = "evt_1", kind: str = "checkout.session.completed", **body: Any) -> str:
    thing = {"id": "cs_1", "object": "checkout.session", "metadata": {"payment": "P-NOBODY"}, **body}
    return json.dumps({"id": event_id, "object": "event", "type": kind, "data": {"object": thing}})


def post(
    house: Flask, body: str | bytes, secret: str | None = None, at: int = 0, header: str = ""
) -> TestResponse:
    secret = house.config["SETTINGS"].stripe_webhook_secret if secret is None else secret
    text = body if isinstance(body, str) else body.decode("latin-1")
    stamp = int(time.time()) + at
    signature = header or WebhookSignature.generate_signature_header(text, secret, stamp)
    return house.test_client().post("/hooks/stripe", data=body, headers={"Stripe-Signature": signature})


def rows() -> list[tuple[str, bool]]:
    session.rollback()
    return [(row.event_id, row.handled_at is not None) for row in session.query(ProviderEvent)]


def test_a_message_is_kept_once_and_read_once(house: Flask) -> None:
    for _ in range(3):
        assert post(house, event()).status_code == 200
    assert rows() == [("evt_1", False)]
    facts = [row.id for row in session.query(OutboxFact).filter_by(name="ProviderEventReceived")]
    assert len(facts) == 1
    react(facts)
    react(facts)
    assert rows() == [("evt_1", True)]


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("something.new", {}),
        ("checkout.session.expired", {"metadata": None}),
        ("refund.updated", {"metadata": {"refund": "R-NOBODY-0"}}),
        ("refund.failed", {"metadata": {"refund": "nonsense"}}),
        ("payment_intent.succeeded", {"metadata": ["a", "list"]}),
        ("charge.refunded", {"metadata": {"payment": 7}}),
        ("account.updated", {"id": 12}),
    ],
)
def test_unknown_messages_are_harmless(house: Flask, kind: str, body: dict[str, Any]) -> None:
    assert post(house, event(kind=kind, **body)).status_code == 200
    react([row.id for row in session.query(OutboxFact)])
    assert rows() == [("evt_1", True)]


@pytest.mark.parametrize("at", [-301, 301, 86_400])
def test_messages_of_another_time_are_refused(house: Flask, at: int) -> None:
    assert post(house, event(), at=at).status_code == 400
    assert rows() == []


@pytest.mark.parametrize(
    "body",
    [
        "",
        "no json",
        "[]",
        "null",
        "7",
        '{"object": "event"}',
        '{"object": "event", "id": "", "type": "x", "data": {"object": {}}}',
        '{"object": "event", "id": "evt_1", "type": 7, "data": {"object": {}}}',
        '{"object": "event", "id": "evt_1", "type": "x", "data": []}',
        json.dumps({"object": "event", "id": "e" * 121, "type": "x", "data": {"object": {}}}),
        "[" * 100_000,
    ],
)
def test_what_is_no_event_is_refused_even_when_signed(house: Flask, body: str) -> None:
    assert post(house, body).status_code in {400, 413}
    assert rows() == []


@pytest.mark.parametrize(
    "header", ["x", "t=1", "t=abc,v1=def", "t=1,v1=", ",,,", "v1=deadbeef", "t=9" + "9" * 400 + ",v1=x"]
)
def test_what_nobody_signed_is_refused(house: Flask, header: str) -> None:
    assert post(house, event(), header=header).status_code == 400
    assert post(house, event(), secret="whsec_somebody_else").status_code == 400
    assert post(house, b"\xff\xfe\x00" + event().encode()).status_code == 400
    assert rows() == []


def test_a_message_too_large_is_refused(house: Flask) -> None:
    assert post(house, event(padding="x" * 600_000)).status_code == 413
