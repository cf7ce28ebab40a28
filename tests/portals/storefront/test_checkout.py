"""The checkout page: what it shows, what stops it, and that nothing typed is lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from marketplace.domains.inventory.receive import count as count_stock
from marketplace.domains.orders.models import Checkout, Order
from marketplace.domains.payments import provider as room
from marketplace.domains.payments.models import Payment
from marketplace.domains.payments.provider import Session, SessionAsk, use_provider
from marketplace.foundation import clock
from marketplace.foundation.actors import SYSTEM
from marketplace.foundation.db import session
from marketplace.foundation.refusals import Unavailable
from tests import cast
from tests.client import Client
from tests.factories.shopping import Buyer, held, wish
from tests.pages import Page


class Till:
    """A payment page that is always the same, or away."""

    def __init__(self) -> None:
        self.asked: list[SessionAsk] = []
        self.away = False

    def open_session(self, ask: SessionAsk) -> Session:
        if self.away:
            raise Unavailable("away")
        self.asked.append(ask)
        return Session(f"cs_{ask.number}", f"https://pay.example/{ask.number}")


@pytest.fixture
def till() -> Iterator[Till]:
    before, found = room._make[:], Till()
    use_provider(lambda: found)  # type: ignore[arg-type, return-value]  # of a provider, only the door people go through
    yield found
    room._make[:], room._made[:] = before, []


@pytest.fixture
def buyer(client: Client) -> Buyer:
    found = Buyer()
    client.as_(found.person)
    return found


def fill(client: Client, *shelves: cast.Shelf, quantity: int = 1) -> Page:
    for shelf in shelves:
        client.post("/cart/lines", {"offer_id": shelf.offer.id, "quantity": quantity})
    return client.get("/checkout").is_(200)


def send(page: Page, **more: Any) -> Page:
    """Press the button as the page stands, or with other values than it offers; where it leads is not followed."""
    return page.client.post("/checkout", {**page.form("/checkout").values, **more}, follow=False)


def chosen(page: Page) -> str | None:
    """Return the address that is ticked."""
    ticked = [radio for radio in page.all("input", name="address") if radio.get("checked") is not None]
    assert len(ticked) == 1
    return ticked[0].get("value")


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


def test_a_changed_price_is_shown_and_asked_again(client: Client, buyer: Buyer, till: Till) -> None:
    shelf = cast.shelf(price=10_000)
    page = fill(client, shelf)
    shelf.offer.price = 12_000
    session.commit()
    stopped = send(page, **{f"note-{shelf.supplier.id}": "kept words"})
    stopped.is_(409).says(
        "The price changed", "¥100.00 → ¥120.00", "Confirm the new price", "nothing was charged"
    )
    assert "kept words" in stopped.text
    assert session.query(Order).count() == 0
    assert send(stopped).status == 303
    session.rollback()
    assert session.query(Order).one().total == 12_000


def test_dearer_shipping_is_shown_and_asked_again(client: Client, buyer: Buyer, till: Till) -> None:
    shelf = cast.shelf(price=10_000, shipping=0)
    page = fill(client, shelf)
    shelf.offer.shipping = 500
    session.commit()
    stopped = send(page).is_(409).says("¥105.00")
    assert send(stopped).status == 303


def test_short_stock_names_the_line_and_leaves_the_rest(client: Client, buyer: Buyer, till: Till) -> None:
    plenty, scarce = cast.shelf(price=10_000), cast.shelf(price=20_000, stock=2)
    page = fill(client, plenty, scarce, quantity=2)
    count_stock(warehouse_id=scarce.warehouse.id, on_hand={scarce.offer.id: 1}, actor=SYSTEM, at=clock.now())
    session.commit()
    stopped = send(page).is_(422).says("only 1 left", "Not in this order", "¥200.00")
    stopped.says(scarce.product.title["en"])
    assert held() == 0
    assert send(stopped).status == 303
    session.rollback()
    assert session.query(Order).one().total == 20_000
    client.get("/cart").says(scarce.product.title["en"]).hides(plenty.product.title["en"])


def test_all_sold_out_leads_back_to_the_cart(client: Client, buyer: Buyer, till: Till) -> None:
    shelf = cast.shelf(stock=1)
    page = fill(client, shelf)
    Buyer().places(wish(shelf))
    answer = send(page)
    assert answer.headers["Location"] == "/cart"
    client.get("/cart").says("not enough in stock", "Out of stock")


def test_an_offer_taken_off_is_named(client: Client, buyer: Buyer, till: Till) -> None:
    stays, goes = cast.shelf(), cast.shelf()
    page = fill(client, stays, goes)
    goes.offer.state = "off"
    session.commit()
    send(page).is_(422).says("no longer sold", goes.product.title["en"])
    assert session.query(Order).count() == 0


@pytest.mark.parametrize("line", ["", "x", "1:2", "1:2:3:4", "-1:1:1", "1:1:1'--", "９:1:1", "1:99999:1"])
def test_lines_our_page_never_sends(client: Client, buyer: Buyer, till: Till, line: str) -> None:
    page = fill(client, cast.shelf())
    send(page, line=line).is_(422)
    assert session.query(Order).count() == 0


def test_no_lines_at_all(client: Client, buyer: Buyer, till: Till) -> None:
    send(fill(client, cast.shelf()), line=[]).is_(422).says("nothing to order")


@pytest.mark.parametrize("quantity", ["0", "100"])
def test_hostile_quantities(client: Client, buyer: Buyer, till: Till, quantity: str) -> None:
    shelf = cast.shelf(stock=500)
    send(fill(client, shelf), line=f"{shelf.offer.id}:{quantity}:{shelf.offer.price}").is_(422)


@pytest.mark.parametrize("address", ["", "x", "0", "9" * 40])
def test_hostile_addresses(client: Client, buyer: Buyer, till: Till, address: str) -> None:
    assert send(fill(client, cast.shelf()), address=address).status in (404, 422)
    assert session.query(Order).count() == 0


def test_another_persons_address_is_missing(client: Client, buyer: Buyer, till: Till) -> None:
    send(fill(client, cast.shelf()), address=Buyer().address_id).is_(404)


def test_a_long_note_is_kept_and_said_at_its_field(client: Client, buyer: Buyer, till: Till) -> None:
    shelf = cast.shelf()
    page = send(fill(client, shelf), **{f"note-{shelf.supplier.id}": "长" * 501}).is_(422).says("at most 500")
    assert "长" * 501 in page.text


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
