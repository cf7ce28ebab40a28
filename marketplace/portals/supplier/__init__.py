"""Where a supplier's people work: orders, offers and stock, money, reviews, and who works there."""

from flask import Blueprint, Response, request

from marketplace.web import access

portal = Blueprint("supplier", __name__, url_prefix="/supplier")

# Who was asked to work somewhere does not work there yet.
BEFORE_THE_FIRST_DAY = frozenset({"supplier.invitations", "supplier.join_supplier"})


@portal.before_request
def door() -> Response | None:
    """Let in who works at a supplier, and who was asked to."""
    if request.endpoint in BEFORE_THE_FIRST_DAY:
        return access.signed_in_door()
    return access.supplier_door()


from marketplace.portals.supplier import (  # noqa: E402 -- they hang their routes on `portal`
    balance,
    company,
    frame,
    home,
    orders,
    payouts,
    people,
    reviews,
    shelf,
)

__all__ = ["balance", "company", "frame", "home", "orders", "payouts", "people", "portal", "reviews", "shelf"]
