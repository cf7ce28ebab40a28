"""The sandbox companies as the house meets them: a process of their own, the real client, HTTP both ways.

A folder's conftest.py imports the fixtures its tests want.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from werkzeug.serving import WSGIRequestHandler, make_server

from marketplace.domains.payments import provider as room
from marketplace.foundation.db import door
from marketplace.foundation.outbox import relay
from marketplace.gateways.stripe.client import Stripe
from marketplace.journeys.reactions import react
from tests.sandbox.conftest import KEY, Sandbox

if TYPE_CHECKING:
    from flask import Flask


class Quiet(WSGIRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    """One sandbox for the whole session; it writes to nobody until told where."""
    sandbox = Sandbox(tmp_path_factory.mktemp("companies"), "")
    yield sandbox
    sandbox.stop()


@pytest.fixture
def bank(house: Flask, company: Sandbox) -> Iterator[Sandbox]:
    """The sandbox as our payment provider."""
    settings, before = house.config["SETTINGS"], list(room._make)
    ours = Stripe(
        api_key=KEY,
        webhook_secret=settings.stripe_webhook_secret,
        site_url="http://127.0.0.1:9",
        api_base=company.url,
    )
    room.use_provider(lambda: ours)
    yield company
    room.use_provider(before[0])
    ours.close()
    company.pull("/faults", "DELETE")
    company.pull("/webhook", url="")
    assert company.books()["wrongs"] == []


@pytest.fixture
def online(house: Flask, bank: Sandbox) -> Iterator[Sandbox]:
    """The house served over HTTP, so that the provider's letters reach it."""
    server = make_server("127.0.0.1", 0, house, threaded=True, request_handler=Quiet)
    serving = threading.Thread(target=server.serve_forever, args=(0.02,))
    serving.start()
    secret = house.config["SETTINGS"].stripe_webhook_secret
    bank.pull("/webhook", url=f"http://127.0.0.1:{server.server_port}/hooks/stripe", secret=secret)
    yield bank
    bank.pull("/webhook", url="")
    server.shutdown()
    serving.join(10)
    server.server_close()


def _into(batches: list[list[int]]) -> Callable[[str, list[int]], None]:
    return lambda _, ids: batches.append(ids)


def let_facts_follow() -> None:
    """Do what follows from every fact told so far, and from what that tells, as the workers would."""
    for _ in range(20):
        batches: list[list[int]] = []
        with door():
            relay(_into(batches))
        if not batches:
            return
        for batch in batches:
            react(batch)
    raise AssertionError("facts follow each other in a ring")
