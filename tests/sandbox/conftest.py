"""The sandbox as its users meet it: a process of its own, the unmodified SDK, and a shop that takes its letters."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import requests
import stripe

from tests.sandbox.shop import Shop, free_port

HERE = Path(__file__).parents[2]
SECRET = "whsec_for_the_tests"
KEY = "sk_test_sandbox"


def wait_for(what: Callable[[], Any], seconds: float = 10.0) -> Any:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found = what()
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError("it did not happen in time")


class Sandbox:
    """One sandbox process and the ways to talk to it."""

    def __init__(self, folder: Path, webhook_url: str, **env: str) -> None:
        self.folder, self.port = folder, free_port()
        self.env = {**os.environ, "SANDBOX_WEBHOOK_URL": webhook_url, "SANDBOX_WEBHOOK_SECRET": SECRET, **env}
        self.url = f"http://127.0.0.1:{self.port}"
        self.http = httpx.Client(base_url=self.url, trust_env=False, timeout=20)
        self.wires = requests.Session()
        self.stripe = self.client()
        self.start()

    def client(self, key: str = KEY, retries: int = 0) -> stripe.StripeClient:
        return stripe.StripeClient(
            key,
            base_addresses={"api": self.url},
            max_network_retries=retries,
            http_client=stripe.RequestsClient(session=self.wires),
        )

    def start(self) -> None:
        command = [sys.executable, "-m", "marketplace.sandbox", "--port", str(self.port)]
        self.process = subprocess.Popen(
            [*command, "--data", str(self.folder), "--carrier-seconds-per-step", "2"],
            cwd=HERE,
            env=self.env,
            stdout=subprocess.DEVNULL,
        )
        wait_for(self._up, 30)

    def _up(self) -> bool:
        assert self.process.poll() is None, "the sandbox did not start"
        try:
            return self.http.get("/healthz").is_success
        except httpx.TransportError:
            return False

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> int:
        self.process.terminate()
        status = self.process.wait(10)
        self.hang_up()
        return status

    def hang_up(self) -> None:
        self.http.close()
        self.wires.close()

    def pull(self, path: str, verb: str = "POST", /, **body: Any) -> dict[str, Any]:
        """Pull a lever."""
        answer = self.http.request(
            verb, f"/sandbox{path}", json=body, headers={"Authorization": f"Bearer {KEY}"}
        )
        found: dict[str, Any] = answer.json()
        assert answer.status_code == 200, found
        return found

    def books(self) -> dict[str, Any]:
        return self.pull("/books", "GET")

    def session(self, amount: int = 289_900, **more: Any) -> Any:
        """Open a Checkout Session for one fridge."""
        price = {"currency": "cny", "unit_amount": amount, "product_data": {"name": "Fridge 冰箱"}}
        params: dict[str, Any] = {
            "mode": "payment",
            "success_url": "http://127.0.0.1:9/thanks?session={CHECKOUT_SESSION_ID}",
            "cancel_url": "http://127.0.0.1:9/cart",
            "line_items": [{"quantity": 1, "price_data": price}],
            **more,
        }
        return self.stripe.v1.checkout.sessions.create(params)

    def paid(self, amount: int = 289_900, method: str = "card", **more: Any) -> Any:
        """Open a session and pay it; return it with its intent and charge."""
        opened = self.session(amount, **more)
        self.pull(f"/checkout/{opened.id}/pay", method=method)
        return self.stripe.v1.checkout.sessions.retrieve(
            opened.id, {"expand": ["payment_intent.latest_charge.balance_transaction"]}
        )

    def account(self) -> str:
        made = self.stripe.v1.accounts.create(
            {"type": "express", "capabilities": {"transfers": {"requested": True}}}
        )
        return str(made.id)


@pytest.fixture(scope="session")
def shop() -> Iterator[Shop]:
    shop = Shop()
    yield shop
    shop.close()


@pytest.fixture(scope="session")
def one_sandbox(tmp_path_factory: pytest.TempPathFactory, shop: Shop) -> Iterator[Sandbox]:
    sandbox = Sandbox(tmp_path_factory.mktemp("sandbox"), shop.url)
    yield sandbox
    assert sandbox.stop() == 0


@pytest.fixture
def sandbox(one_sandbox: Sandbox, shop: Shop) -> Iterator[Sandbox]:
    """The shared sandbox, without mishaps left over; its books balance after every test."""
    shop.letters.clear()
    yield one_sandbox
    one_sandbox.pull("/faults", "DELETE")
    assert one_sandbox.books()["wrongs"] == []


@pytest.fixture
def fresh(tmp_path: Path, shop: Shop) -> Iterator[Sandbox]:
    """A sandbox of one test's own, to be killed."""
    sandbox = Sandbox(tmp_path / "sandbox", shop.url)
    yield sandbox
    if sandbox.process.poll() is None:
        sandbox.stop()
    sandbox.hang_up()


@pytest.fixture
def waiting() -> Callable[..., Any]:
    """Wait until something is so."""
    return wait_for
