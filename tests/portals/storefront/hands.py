"""What a visitor's hands do and eyes see: titles read, a cart filled, the button pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests import cast
    from tests.client import Client
    from tests.pages import Page


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


def titles(page: Page) -> list[str]:
    return [" ".join("".join(e.itertext()).split()) for e in page.all("h3", class_="good-title")]
