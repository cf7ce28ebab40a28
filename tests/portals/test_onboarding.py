"""An owner connects the company at the payment provider before it asks for a payout."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from marketplace.domains.payments.models import Payout, ProviderEvent
from marketplace.domains.suppliers.models import Supplier
from marketplace.foundation import clock
from marketplace.foundation.db import session
from marketplace.journeys.onboard_supplier import see_account
from tests import cast
from tests.sandbox.conftest import wait_for
from tests.sandbox_companies import let_facts_follow

if TYPE_CHECKING:
    from flask import Flask

    from marketplace.domains.accounts.models import Person
    from tests.client import Client
    from tests.sandbox.conftest import Sandbox

pytestmark = pytest.mark.timeout(180)


@dataclass(frozen=True)
class Newcomer:
    """A supplier nobody connected yet, and its people."""

    supplier: Supplier
    owner: Person
    clerk: Person


@pytest.fixture
def newcomer(house: Flask) -> Newcomer:
    supplier = cast.supplier("Northwind", payouts_enabled=False)
    return Newcomer(supplier, cast.worker_of(supplier, "Wei"), cast.worker_of(supplier, "Lan", role="clerk"))


def fresh(newcomer: Newcomer) -> Supplier:
    session.rollback()
    return session.get_one(Supplier, newcomer.supplier.id, populate_existing=True)


def account_that_waits(newcomer: Newcomer, bank: Sandbox) -> str:
    """Give the company an account whose owner has not answered the provider yet."""
    params: Any = {
        "type": "express",
        "country": "CN",
        "capabilities": {"transfers": {"requested": True}},
        "metadata": {"sandbox": "incomplete"},
    }
    made = bank.stripe.v1.accounts.create(params)
    newcomer.supplier.provider_account = made.id
    session.commit()
    return str(made.id)


def _heard() -> int:
    session.rollback()
    return session.query(ProviderEvent).filter_by(kind="account.updated").count()


def test_connecting_comes_before_asking(client: Client, newcomer: Newcomer, bank: Sandbox) -> None:
    client.as_(newcomer.owner)
    page = client.get("/supplier/payouts").says("before the first payout").hides("Ask for a payout")
    client.post("/supplier/payouts", {"amount": "1", "replay_key": "k" * 20}).is_(422).says(
        "Connect your account at the payment provider first"
    )
    assert session.query(Payout).count() == 0
    away = client.post("/supplier/payouts/account", follow=False).is_(303)
    assert away.headers["Location"].startswith(f"{bank.url}/c/onboarding/")
    with httpx.Client(trust_env=False) as browser:
        assert "Get ready to be paid" in browser.get(away.headers["Location"]).text
        back = browser.post(away.headers["Location"]).headers["location"]
    assert back.endswith(f"/supplier/payouts/account?place={newcomer.supplier.slug}")
    page = client.get(back.removeprefix("http://127.0.0.1:9"))
    page.says("Your payout account is connected", "There is nothing to be paid out yet", "Connected")
    assert fresh(newcomer).payouts_enabled


def test_coming_back_without_an_answer_says_what_is_missing(
    client: Client, newcomer: Newcomer, bank: Sandbox
) -> None:
    account_that_waits(newcomer, bank)
    client.as_(newcomer.owner)
    page = client.get("/supplier/payouts/account").says("still needs something of you", "Not finished")
    page.says("Go on at the provider")
    assert not fresh(newcomer).payouts_enabled


def test_the_providers_message_flips_it_and_back(newcomer: Newcomer, online: Sandbox) -> None:
    account = account_that_waits(newcomer, online)
    online.pull(f"/accounts/{account}/activate")
    wait_for(_heard)
    let_facts_follow()
    assert fresh(newcomer).payouts_enabled
    assert session.query(ProviderEvent).filter_by(kind="account.updated", handled_at=None).count() == 0


def test_what_the_provider_no_longer_pays_stops(newcomer: Newcomer, bank: Sandbox) -> None:
    account_that_waits(newcomer, bank)
    newcomer.supplier.payouts_enabled = True
    session.commit()
    assert see_account(supplier_id=newcomer.supplier.id, at=clock.now()) is False
    assert not fresh(newcomer).payouts_enabled


def test_clerks_and_others_have_no_part_in_it(client: Client, newcomer: Newcomer) -> None:
    client.as_(newcomer.clerk).get("/supplier/payouts/account").is_(404)
    client.post("/supplier/payouts/account").is_(404)
    client.as_(cast.person("Stranger")).get("/supplier/payouts/account").is_(404)


def test_it_reads_in_chinese(client: Client, newcomer: Newcomer) -> None:
    newcomer.owner.language = "zh"
    session.commit()
    client.as_(newcomer.owner).get("/supplier/payouts").says("第一次提现前先开通一次")
