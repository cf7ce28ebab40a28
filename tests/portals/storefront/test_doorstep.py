"""Delivery by the movers as the two sides and the movers see it, without a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marketplace.domains.accounts.models import Person
from marketplace.domains.orders.models import Order
from marketplace.domains.shipments.hand_over import code_of, link_of
from marketplace.foundation.db import session
from tests import cast
from tests.factories import used
from tests.factories.dealing import used_accepted, used_sent
from tests.factories.shopping import Buyer

if TYPE_CHECKING:
    from tests.client import Client


def digits(order: Order) -> str:
    code = code_of(order.id)
    session.rollback()
    assert code is not None
    return code


def seller_of(order: Order) -> Person:
    return session.get_one(Person, order.seller_id)


def test_each_side_reads_what_happens_next(client: Client) -> None:
    ming = Buyer()
    listing = used.listing(extras=["carry_out", "removal", "installation"])
    order = used_accepted(listing, ming, way="delivery", extras=["removal", "installation"])
    client.as_(ming.person)
    page = client.get(f"/orders/{order.number}").says(
        "What happens next", "movers fetch it from the seller, by"
    )
    page.says("Take my old one away", "signs it off once it works").hides("Your delivery code")
    seller = client.another(seller_of(order))
    page = seller.get(f"/sell/orders/{order.number}").says("movers call you and fetch it, by", "in their van")
    page = page.press("The movers have it").says("At the buyer's door they enter", "For who brings it")
    page.says(link_of(order.number), "without any word by", "72 hours", "Send or copy the link")
    assert [b for b in page.all("button") if (b.get("data-share") or "").endswith(link_of(order.number))]
    page = client.get(f"/orders/{order.number}").says("Your delivery code", "At your door, look at it")
    code = digits(order)
    page.says(f"{code[:3]} {code[3:]}")
    client.get(f"/orders/{order.number}/progress", htmx=True).says("Your delivery code")


def test_whoever_holds_the_link_enters_the_code_without_an_account(client: Client) -> None:
    order = used_sent()
    link, code = link_of(order.number), digits(order)
    guest = client.another(None)
    page = guest.get(link).is_(200).says("Hand it to the buyer").hides("Ming", "徐汇区")
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    page = (
        page.form(button="Handed over").fill(code=wrong).submit("Handed over").is_(422).says("not the code")
    )
    scanned = guest.get(f"{link}?code={code}").is_(200)
    scanned.press("Handed over").is_(200).says("Handed over", "nothing more to do")
    guest.get(link).says("There is nothing more to do.").hides("The buyer's code")
    seller = client.another(seller_of(order))
    seller.get(f"/sell/orders/{order.number}").says("Movers", "Delivered").hides("For who brings it")


def test_the_seller_who_brings_it_enters_the_code(client: Client) -> None:
    order = used_sent()
    code = digits(order)
    client.as_(seller_of(order))
    page = client.get(f"/sell/orders/{order.number}").click("Enter the code").is_(200)
    page.form(button="Handed over").fill(code=code).submit("Handed over").is_(200).says("Delivered")


def test_another_proof_or_another_way_is_not_there(client: Client) -> None:
    order, picked = used_sent(), used_accepted()
    client.get(f"/hand-over/{order.number}/{'x' * 24}").is_(404)
    client.get(link_of(picked.number)).is_(404)
    client.post(f"/hand-over/{order.number}/{'x' * 24}", {"code": digits(order)}).is_(404)
    client.as_(cast.person())
    client.get(f"/sell/orders/{order.number}/handover").is_(404)


def test_it_speaks_chinese(client: Client) -> None:
    order = used_sent()
    guest = client.another(None, language="zh")
    guest.get(link_of(order.number)).says("交给买家", "先让买家验货").hides("Let the buyer")
