"""The checkout page: what it shows, what stops it, and that nothing typed is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from marketplace.domains.orders.models import Checkout, Order
from marketplace.domains.payments.models import Payment
from marketplace.foundation.db import session
from tests import cast
from tests.factories.shopping import Buyer, held
from tests.portals.storefront.hands import chosen, fill, send

if TYPE_CHECKING:
    from tests.client import Client
    from tests.factories.till import Till


def test_guests_sign_in_first(client: Client) -> None:
    assert client.get("/checkout").url.startswith("/account/sign-in")
    assert client.post("/checkout", {"line": "1:1:1"}).url.startswith("/account/sign-in")


def test_an_empty_cart_leads_to_the_cart(client: Client, buyer: Buyer) -> None:
    assert client.get("/checkout").url == "/cart"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_one_page_one_press_then_to_pay(client: Client, till: Till, language: str) -> None:
    client = client.another(Buyer(cast.person(language=language)).person)
    fridge, kettle = cast.shelf(price=289_900, shipping=5_000), cast.shelf(price=9_900)
    page = fill(client, fridge, kettle)
    page.says("Protected payment" if language == "en" else "担保付款", "¥3,048.00")
    answer = send(page, **{f"note-{fridge.supplier.id}": "2 楼，按铃"})
    assert answer.status == 303
    session.rollback()
    payment = session.query(Payment).one()
    assert answer.headers["Location"] == f"https://pay.example/{payment.number}"
    assert payment.amount == 304_800
    assert sorted(order.note for order in session.query(Order)) == ["", "2 楼，按铃"]
    client.get("/cart").says("Your cart is empty" if language == "en" else "购物车是空的")


def test_pressing_twice_and_going_back_buys_once(client: Client, buyer: Buyer, till: Till) -> None:
    page = fill(client, cast.shelf(stock=1))
    first, second = send(page), send(page)
    assert first.headers["Location"] == second.headers["Location"]
    assert len(till.asked) == 1
    session.rollback()
    assert session.query(Checkout).count() == session.query(Order).count() == held() == 1
    assert client.get("/checkout").url == "/cart"
    # Paid in the meantime: the old page, sent again from the browser's memory, leads to what was bought.
    session.query(Payment).update({"state": "expired"})
    session.commit()
    assert send(page).headers["Location"] == f"/checkout/{session.query(Checkout).one().number}/payment"
    session.query(Payment).update({"state": "opened"})
    session.commit()


def test_the_provider_away_keeps_the_order(client: Client, buyer: Buyer, till: Till) -> None:
    page = fill(client, cast.shelf())
    till.away = True
    answer = send(page)
    assert answer.status == 303
    session.rollback()
    number = session.query(Checkout).one().number
    assert answer.headers["Location"] == f"/checkout/{number}/payment"
    client.get(f"/checkout/{number}/payment").says("Your order is kept")


def test_without_an_address_the_page_asks_for_one(client: Client) -> None:
    client.as_(cast.person())
    page = fill(client, cast.shelf())
    page.says("Where shall it go?", "Add an address").hides("Order and pay")
    form = client.get("/account/addresses/new?next=/checkout%3Faddress%3Dnew").form(
        "/account/addresses/new", button="Save"
    )
    assert form.values["next"] == ["/checkout?address=new"]


def test_the_address_just_added_is_chosen(client: Client, buyer: Buyer) -> None:
    fill(client, cast.shelf())
    newest = cast.address(buyer.person, is_default=False, street="New Road 1")
    assert chosen(client.get("/checkout?address=new")) == str(newest.id)
    assert chosen(client.get("/checkout")) == str(buyer.address_id)


def test_six_statements_for_the_page(client: Client, buyer: Buyer) -> None:
    fill(client, *(cast.shelf() for _ in range(3)))
    with client.sql(6):
        client.get("/checkout").is_(200)
