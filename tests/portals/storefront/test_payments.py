"""Going to pay and coming back, as the buyer sees it."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from marketplace.domains.orders.queries import orders_of
from marketplace.foundation import clock
from marketplace.foundation.db import session
from marketplace.journeys import jobs
from marketplace.journeys.start_payment import start_payment
from tests import cast
from tests.client import Client
from tests.factories.paying import books, money_comes, payment_of, pays, states
from tests.factories.shopping import Buyer, wish
from tests.sandbox.conftest import Sandbox


def test_to_the_provider_and_back(client: Client, bank: Sandbox) -> None:
    buyer = Buyer()
    checkout = buyer.places(wish(cast.shelf(price=1000_00)))
    client.as_(buyer.person)
    page = client.get(f"/checkout/{checkout.number}/payment").is_(200).says("¥1,000.00")
    away = client.post(f"/checkout/{checkout.number}/payment", {}, follow=False)
    assert away.status == 303
    assert away.headers["Location"].startswith(bank.url + "/c/pay/")
    assert page.status == 200
    client.get(f"/checkout/{checkout.number}/thanks").is_(200).says("waiting to hear")
    session.expire_all()
    bank.pull(f"/checkout/{payment_of(checkout).provider_session}/pay")
    client.get(f"/checkout/{checkout.number}/thanks").is_(200).says("your payment has arrived")
    assert states(orders_of(checkout.id)) == ["paid"]
    assert books() == {"provider": 1000_00, "hold": 1000_00}
    assert client.get(f"/checkout/{checkout.number}/thanks", htmx="standing").status == 286
    assert client.get(f"/checkout/{checkout.number}/payment", follow=False).status == 303


def test_the_page_waits_while_the_provider_is_away(client: Client, bank: Sandbox) -> None:
    buyer = Buyer()
    checkout = buyer.places(wish(cast.shelf()))
    start_payment(checkout_number=checkout.number, buyer_id=buyer.id, at=clock.now())
    bank.pull("/faults", kind="error_before", path="/v1/checkout", times=9)
    client.as_(buyer.person)
    client.get(f"/checkout/{checkout.number}/thanks").is_(200).says("waiting to hear")
    fragment = client.get(f"/checkout/{checkout.number}/thanks", htmx="standing")
    assert fragment.status == 200


def test_money_too_late_is_told(client: Client, house: Flask) -> None:
    buyer = Buyer()
    scarce, plenty = cast.shelf(stock=1), cast.shelf(stock=2)
    part, back = buyer.places(wish(scarce), wish(plenty)), buyer.places(wish(plenty))
    with clock.travel(timedelta(minutes=16)):
        jobs.lapse_orders()
        Buyer().places(wish(scarce))
        Buyer().places(wish(plenty))
        pays(part)
        pays(back)
    client.as_(buyer.person)
    client.get(f"/checkout/{part.number}/thanks").is_(200).says("Part of your payment is on its way back")
    client.get(f"/checkout/{back.number}/thanks").is_(200).says("Your payment is on its way back")


def test_coming_back_settles_what_nobody_settled(client: Client, house: Flask) -> None:
    buyer = Buyer()
    checkout = buyer.places(wish(cast.shelf()))
    money_comes(checkout)
    client.as_(buyer.person)
    client.get(f"/checkout/{checkout.number}/thanks").is_(200).says("your payment has arrived")


def test_too_late_to_pay(client: Client, house: Flask) -> None:
    buyer = Buyer()
    checkout = buyer.places(wish(cast.shelf()))
    client.as_(buyer.person)
    with clock.travel(timedelta(minutes=16)):
        client.get(f"/checkout/{checkout.number}/payment").is_(200).says("The time to pay this order is over")
        client.post(f"/checkout/{checkout.number}/payment", {}).is_(409)
        jobs.lapse_orders()
