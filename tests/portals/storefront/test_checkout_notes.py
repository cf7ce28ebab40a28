"""A note typed before the address was there is not lost on the way to it, with a script or without."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marketplace.domains.orders.models import Order
from marketplace.domains.orders.place import LONGEST_NOTE
from marketplace.foundation.db import session
from tests import cast
from tests.factories.shopping import Buyer
from tests.portals.storefront.hands import fill, send

if TYPE_CHECKING:
    from tests.client import Client
    from tests.factories.till import Till
    from tests.pages import Page

WORDS = "2 楼，按铃\nthe blue door"
PLACE = {
    "country": "CN", "recipient": "Li Na", "phone": "13800138000", "province": "31", "city": "3101",
    "district": "310104", "street": "衡山路 1 号", "postcode": "200030", "way": "save",
}  # fmt: skip


def note(page: Page, supplier_id: int) -> str:
    return (page.one("textarea", name=f"note-{supplier_id}").text or "").strip()


def test_the_button_to_the_address_form_takes_the_note_along(client: Client, till: Till) -> None:
    who = cast.person()
    client.as_(who)
    shelf = cast.shelf()
    page = fill(client, shelf)
    typed = {**page.form("/checkout").values, f"note-{shelf.supplier.id}": WORDS, "then": "address"}
    form = client.post("/checkout/notes", typed).form("/account/addresses/new", button="Save")
    assert form.values["next"] == ["/checkout?address=new"]
    page = client.post("/account/addresses/new", {**form.values, **PLACE})
    assert page.url == "/checkout?address=new"
    assert note(page, shelf.supplier.id) == WORDS
    assert send(page).status == 303
    session.rollback()
    assert session.query(Order).one().note == WORDS


def test_a_script_keeps_it_while_it_is_typed_and_an_order_takes_it(client: Client, till: Till) -> None:
    buyer = Buyer()
    client.as_(buyer.person)
    shelf, other = cast.shelf(), cast.shelf()
    page = fill(client, shelf, other)
    assert "hx-post" in page.one("textarea", name=f"note-{shelf.supplier.id}").attrib
    kept = {f"note-{shelf.supplier.id}": "x" * (LONGEST_NOTE + 5), f"note-{other.supplier.id}": "Ring"}
    assert client.post("/checkout/notes", kept, htmx=True).status == 204
    page = client.get("/checkout")
    assert note(page, other.supplier.id) == "Ring"
    assert len(note(page, shelf.supplier.id)) == LONGEST_NOTE
    client.post("/checkout/notes", {f"note-{other.supplier.id}": "Ring twice"}, htmx=True)
    page = client.get("/checkout")
    assert (note(page, shelf.supplier.id), note(page, other.supplier.id)) == ("", "Ring twice")
    send(page)
    assert note(fill(client, other), other.supplier.id) == ""


def test_it_is_the_buyers_own(client: Client) -> None:
    shelf = cast.shelf()
    client.as_(Buyer().person)
    fill(client, shelf)
    client.post("/checkout/notes", {f"note-{shelf.supplier.id}": "Ring"}, htmx=True)
    other = client.another(Buyer().person)
    assert note(fill(other, shelf), shelf.supplier.id) == ""
    client.another().post("/checkout/notes", {"note-1": "x"}).says("Sign in")
