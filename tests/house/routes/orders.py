"""A buyer's orders and reviews: nobody else's."""

from typing import Any

from tests.factories import paying
from tests.factories.shopping import Buyer
from tests.house.table import MEMBERS, OWNERS, OWNERS_SEE_OTHER, Stage, row


def buyer_of(stage: Stage) -> Buyer:
    return Buyer(person=stage.owner)


def paid(stage: Stage) -> dict[str, Any]:
    return {"number": paying.paid_order(stage.shelf, by=buyer_of(stage)).number}


def shipped(stage: Stage) -> dict[str, Any]:
    return {"number": paying.shipped_order(stage.shelf, by=buyer_of(stage)).number}


def received(stage: Stage) -> dict[str, Any]:
    order = paying.received_order(stage.shelf, by=buyer_of(stage))
    return {"number": order.number, "line_id": paying.line_of(order)}


ROWS = [
    row("GET", "storefront.orders", **MEMBERS),
    row("GET", "storefront.order", args=paid, **OWNERS),
    row("GET", "storefront.order_progress", args=paid, **OWNERS),
    row("GET", "storefront.order_form", args=paid, **OWNERS),
    row("GET", "storefront.cancellation", args=paid, **OWNERS),
    row("POST", "storefront.cancel", args=paid, **OWNERS_SEE_OTHER),
    row("GET", "storefront.receipt", args=shipped, **OWNERS),
    row("POST", "storefront.receive", args=shipped, **OWNERS_SEE_OTHER),
    row("GET", "storefront.review_form", args=received, **OWNERS),
    row(
        "POST",
        "storefront.write_review",
        args=received,
        data={"stars": "5", "words": "Cold and quiet."},
        **OWNERS_SEE_OTHER,
    ),
]
