"""What stops the button: prices and stock that moved, and input no page of ours sends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from marketplace.domains.inventory.receive import count as count_stock
from marketplace.domains.orders.models import Order
from marketplace.foundation import clock
from marketplace.foundation.actors import SYSTEM
from marketplace.foundation.db import session
from tests import cast
from tests.factories.shopping import Buyer, held, wish
from tests.portals.storefront.hands import fill, send

if TYPE_CHECKING:
    from tests.client import Client
    from tests.factories.till import Till


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
