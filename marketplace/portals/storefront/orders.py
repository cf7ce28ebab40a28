"""A buyer's orders: find them, follow one, print its form."""

from flask import Response, make_response, render_template, request

from marketplace.domains.aftersales.queries import reviews_of_lines
from marketplace.domains.inventory.queries import units_of
from marketplace.domains.orders.models import Order
from marketplace.domains.orders.reading.find import (
    SHELVES,
    checkout_number,
    get_order,
    orders_of_buyer,
)
from marketplace.domains.orders.reading.goods import goods_of
from marketplace.domains.orders.reading.money import money_steps
from marketplace.domains.orders.reading.payees import payees_of
from marketplace.domains.payments.queries import find_payment, refunds_of
from marketplace.domains.shipments.dispatch import CARRIERS
from marketplace.domains.shipments.queries import find_shipment, story_of
from marketplace.portals.storefront import portal
from marketplace.web import access

BUYERS_SHELVES = ("", "to_pay", "under_way", "to_confirm", "done", "cancelled")
NOTHING_MORE = 286  # htmx stops asking
ENDED = frozenset({"completed", "cancelled", "lapsed", "refunded"})


@portal.get("/orders")
@access.signed_in
def orders() -> str:
    """Show the buyer's orders, newest first; shelf and words stand in the URL."""
    shelf = request.args.get("shelf", "")
    shelf = shelf if shelf in SHELVES else ""
    q = request.args.get("q", "")[:60]
    page = orders_of_buyer(access.me().id, shelf=shelf, q=q, cursor=request.args.get("cursor"))
    return render_template(
        "storefront/orders/list.html",
        page=page,
        shelf=shelf,
        shelves=BUYERS_SHELVES,
        sought=q,
        payees=payees_of(page.rows),
        goods=goods_of(page.rows),
    )


@portal.get("/orders/<number>")
@access.signed_in
def order(number: str) -> str:
    """Show one order: where its money is, what happened, what can be done."""
    found = get_order(number, buyer_id=access.me().id)
    return render_template(
        "storefront/orders/show.html",
        goods=goods_of([found]),
        reviews=reviews_of_lines([line.id for line in found.lines]),
        units=units_of(found.number),
        checkout_number=checkout_number(found),
        **_progress(found),
    )


@portal.get("/orders/<number>/progress")
@access.signed_in
def order_progress(number: str) -> Response:
    """Answer the live part of the order page; with 286 when nothing more will happen by itself."""
    found = get_order(number, buyer_id=access.me().id)
    answer = make_response(render_template("storefront/orders/_progress.html", **_progress(found)))
    if found.state in ENDED:
        answer.status_code = NOTHING_MORE
    return answer


@portal.get("/orders/<number>/form")
@access.signed_in
def order_form(number: str) -> str:
    """Show the printable order form: what was agreed, what happened, how the money moved."""
    found = get_order(number, buyer_id=access.me().id)
    return render_template(
        "storefront/orders/form.html",
        units=units_of(found.number),
        refunds=refunds_of(found.number),
        payment=find_payment(checkout_number(found)),
        **_progress(found),
    )


def _progress(found: Order) -> dict[str, object]:
    shipment = find_shipment(found.id)
    return {
        "order": found,
        "payee": payees_of([found])[found.id],
        "steps": money_steps(found),
        "shipment": shipment,
        "carriers": CARRIERS,
        "story": story_of(found.id, shipment),
    }
