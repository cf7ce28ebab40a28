"""The cart in the browser: guests and people, plain forms and fragments."""

from __future__ import annotations

import pytest

from marketplace.domains.accounts.proofs.passwords import hashed
from marketplace.domains.carts.models import Cart, CartLine
from marketplace.domains.inventory.receive import count as count_stock
from marketplace.foundation import clock
from marketplace.foundation.actors import SYSTEM
from marketplace.foundation.db import session
from tests import cast
from tests.client import Client
from tests.pages import Form


def put(client: Client, shelf: cast.Shelf, quantity: int = 1) -> None:
    client.post("/cart/lines", {"offer_id": shelf.offer.id, "quantity": quantity}).is_(200).says(
        "In your cart"
    )


def count(client: Client) -> str:
    """Return the figure on the cart in the header."""
    return "".join(client.get("/cart").one("span", id="cart-count").itertext()).strip()


def line_url(noun: str = "") -> str:
    session.rollback()
    [line] = session.query(CartLine)
    return f"/cart/lines/{line.id}" + (f"/{noun}" if noun else "")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_empty_cart_shows_the_way(client: Client, language: str) -> None:
    page = client.another(language=language).get("/cart").is_(200)
    page.says("Your cart is empty" if language == "en" else "购物车是空的")
    assert client.cookie("coolspot") is None


@pytest.mark.parametrize("known", [True, False])
def test_filling_changing_saving_removing_undoing(client: Client, known: bool) -> None:
    if known:
        client.as_(cast.person())
    shelf = cast.shelf(price=100_000, stock=9)
    put(client, shelf, 2)
    page = client.get("/cart").says("¥2,000.00")
    page.form(line_url(), button="Update").fill(quantity=3).submit("Update").is_(200).says("¥3,000.00")
    client.get("/cart").press(f"Save for later: {shelf.product.title['en']}").says("Saved for later").hides(
        "Go to checkout"
    )
    client.get("/cart").press(f"Move to cart: {shelf.product.title['en']}").says("Go to checkout")
    gone = (
        client.get("/cart")
        .press(f"Remove: {shelf.product.title['en']}")
        .says("Removed from the cart", "Undo")
    )
    assert gone.url.endswith(f"/cart?removed={shelf.offer.id}&quantity=3")
    gone.press("Undo").is_(200).says("¥3,000.00")
    client.get(gone.url).hides("Undo")


def test_the_header_counts_pieces(client: Client) -> None:
    put(client, cast.shelf(), 3)
    assert count(client) == "3"


def test_fragments_are_the_same_part(client: Client) -> None:
    shelf = cast.shelf(price=100_000, stock=9)
    client.post("/cart/lines", {"offer_id": shelf.offer.id}, htmx=True).is_(200).says("View cart").hides(
        "<html"
    )
    answer = client.post(line_url(), {"quantity": 4}, htmx="cart").is_(200).says("¥4,000.00").hides("<html")
    assert answer.one("div", id="cart-foot").get("hx-swap-oob") == "true"
    client.post(line_url("removal"), htmx="cart").says("Undo")


def test_what_cannot_be_bought_is_marked_and_not_counted(client: Client) -> None:
    fine, few, out, gone, dearer = (cast.shelf(price=10_000, stock=9) for _ in range(5))
    for shelf in (fine, few, out, gone, dearer):
        put(client, shelf, 2)
    for shelf, left in ((few, 1), (out, 0)):
        count_stock(
            warehouse_id=shelf.warehouse.id, on_hand={shelf.offer.id: left}, actor=SYSTEM, at=clock.now()
        )
    gone.offer.state, dearer.offer.price = "off", 12_000
    session.commit()
    page = client.get("/cart")
    page.says("Only 1 left", "Out of stock", "No longer sold", "The price changed", "¥440.00")
    page.press("Take 1").says("¥540.00")


def test_the_price_the_page_showed_is_remembered(client: Client) -> None:
    shelf = cast.shelf(price=12_000)
    client.post("/cart/lines", {"offer_id": shelf.offer.id, "quantity": 1, "seen_price": 10_000})
    client.get("/cart").says("The price changed", "¥100.00 → ¥120.00")
    for odd in ("0", "x", "-5", "9" * 30):
        client.post("/cart/lines", {"offer_id": shelf.offer.id, "seen_price": odd}).is_(422)


def test_from_the_product_page_into_the_cart(client: Client) -> None:
    shelf = cast.shelf()
    page = client.get(f"/products/{shelf.product.slug}")
    adding = [e for e in page.all("form") if e.get("action") == "/cart/lines"]
    assert adding
    for element in adding:
        Form(page, element).submit().is_(200).says("In your cart", shelf.product.title["en"])


def test_a_guests_cart_survives_sign_in(client: Client) -> None:
    shelf, person = cast.shelf(), cast.person()
    person.password_hash = hashed("correct horse battery")
    session.commit()
    put(client, shelf, 2)
    page = client.get("/cart").click("Go to checkout")
    assert page.url.startswith("/account/sign-in")
    client.post(page.url, {"contact": person.email, "way": "password", "next": "/checkout"})
    page = client.post("/account/sign-in/password", {"password": "correct horse battery"})
    assert page.url == "/checkout"
    page.says(shelf.product.title["en"], "Add an address")
    session.rollback()
    assert [cart.person_id for cart in session.query(Cart)] == [person.id]


def test_nobody_reaches_anothers_line(client: Client) -> None:
    put(client, cast.shelf())
    stranger = client.another(cast.person())
    for url in (line_url(), line_url("saving"), line_url("removal")):
        stranger.post(url, {"quantity": 1}).is_(404)
        client.another().post(url, {"quantity": 1}).is_(404)


@pytest.mark.parametrize("offer", ["", "x", "0", "-1", str(2**63), "9" * 40, "1.5", "987654321"])
def test_made_up_offers_do_not_exist(client: Client, offer: str) -> None:
    client.post("/cart/lines", {"offer_id": offer}).is_(404)


@pytest.mark.parametrize("quantity", ["", "x", "0", "-1", "100", "9" * 30])
def test_hostile_quantities_are_refused_in_words(client: Client, quantity: str) -> None:
    shelf = cast.shelf()
    client.post("/cart/lines", {"offer_id": shelf.offer.id, "quantity": quantity or "x"}).is_(422).says(
        "from 1 to 99"
    )
    put(client, shelf)
    client.post(line_url(), {"quantity": quantity}).is_(422).says("from 1 to 99")
    client.post(f"/cart/lines/{10**30}", {"quantity": 1}).is_(404)


def test_a_worker_is_told_that_it_is_their_own(client: Client) -> None:
    shelf = cast.shelf()
    worker = client.as_(cast.worker_of(shelf.supplier))
    worker.post("/cart/lines", {"offer_id": shelf.offer.id}).is_(422).says("work for")


def test_five_statements_for_a_cart(client: Client) -> None:
    client.as_(cast.person())
    for _ in range(3):
        put(client, cast.shelf())
    with client.sql(5):
        client.get("/cart").is_(200)
