"""A second-hand seller connects at the payment provider, then asks for a payout."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from marketplace.domains.accounts.models import Person
from marketplace.domains.payments.models import Payout
from marketplace.foundation.db import session
from tests import cast
from tests.factories import used
from tests.factories.dealing import used_completed

if TYPE_CHECKING:
    from tests.client import Client
    from tests.sandbox.conftest import Sandbox

pytestmark = pytest.mark.timeout(180)


def test_connecting_comes_before_asking(client: Client, bank: Sandbox) -> None:
    order = used_completed(used.listing(price=1000_00))
    client.as_(session.get_one(Person, order.seller_id))
    page = client.get("/sell/balance").says("Connect the account")
    page.form(button="Ask for a payout").submit("Ask for a payout").is_(422).says("Connect your account")
    assert session.query(Payout).count() == 0
    away = client.post("/sell/balance/account", follow=False).is_(303)
    assert away.headers["Location"].startswith(f"{bank.url}/c/onboarding/")
    with httpx.Client(trust_env=False) as browser:
        browser.get(away.headers["Location"])
        back = browser.post(away.headers["Location"]).headers["location"]
    page = client.get(back.removeprefix("http://127.0.0.1:9")).says("Your payout account is connected")
    page.form(button="Ask for a payout").submit("Ask for a payout").is_(200).says("The payout is on its way")
    session.rollback()
    payout = session.query(Payout).one()
    assert (payout.amount, payout.seller_id) == (950_00, order.seller_id)
    client.get("/sell/balance").says(payout.number, "Being sent")


def test_who_sells_nothing_has_no_account_here(client: Client) -> None:
    client.as_(cast.person())
    client.post("/sell/balance/account").is_(404)
    client.get("/sell/balance/account").is_(404)
