"""The cart is anybody's own; the checkout is for whoever signed in and put something in."""

from typing import Any

from marketplace.domains.carts.add import add
from marketplace.domains.carts.models import Owner
from marketplace.domains.carts.queries import lines_of
from marketplace.foundation import clock
from marketplace.foundation.db import door
from tests.house.table import (
    EVERYBODY,
    MEMBERS_SEE_OTHER,
    OWNERS_SEE_OTHER,
    PUBLIC,
    SEE_OTHER,
    SIGN_IN,
    Stage,
    row,
)


def _line(stage: Stage) -> dict[str, object]:
    owner = Owner(person_id=stage.owner.id)
    with door():
        add(owner=owner, offer_id=stage.shelf.offer.id, quantity=1, at=clock.now())
    return {"line_id": lines_of(owner)[0].id}


def _offer(stage: Stage) -> dict[str, object]:
    return {"offer_id": stage.shelf.offer.id, "quantity": 1}


# Nobody signs in to look for a line of a cart: a guest has a cart of their own, where it is not.
LINES: dict[str, Any] = {**OWNERS_SEE_OTHER, "guest": 404}
ROWS = [
    row("GET", "storefront.cart", **PUBLIC),
    # Nobody buys from the supplier they work for.
    row("POST", "storefront.cart_lines", data=_offer, **{**SEE_OTHER, "worker": 422}),
    row("POST", "storefront.cart_line", args=_line, data={"quantity": 2}, **LINES),
    row("POST", "storefront.cart_line_saving", args=_line, data={"later": 1}, **LINES),
    row("POST", "storefront.cart_line_removal", args=_line, **LINES),
    # With nothing in the cart the way leads back to it; an address that is not one's own is not there.
    row("GET", "storefront.checkout", **{**dict.fromkeys(EVERYBODY, 303), "guest": SIGN_IN}),
    row("POST", "storefront.checkout_notes", data={"note-1": "Ring", "then": "address"}, **MEMBERS_SEE_OTHER),
    row(
        "POST",
        "storefront.order_now",
        data=lambda s: {"line": f"{s.shelf.offer.id}:1:{s.shelf.offer.price}", "address": s.address.id},
        **{**dict.fromkeys(EVERYBODY, 404), "guest": SIGN_IN, "worker": 303},
    ),
]
