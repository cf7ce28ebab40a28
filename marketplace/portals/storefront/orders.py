"""A buyer's orders: find them, follow one, print its form."""

from flask import Response, make_response, render_template, request

from marketplace.domains.aftersales.cases.open import why_not
from marketplace.domains.aftersales.cases.queries import find_case_of
from marketplace.domains.aftersales.opinions.queries import shown_to
from marketplace.domains.aftersales.queries import reviews_of_lines
from marketplace.domains.inventory.queries import units_of
from marketplace.domains.orders.models import Order
from marketplace.domains.orders.reading.around import Around, around, whole_order
from marketplace.domains.orders.reading.find import SHELVES, orders_of_buyer
from marketplace.domains.orders.reading.money import money_steps
from marketplace.domains.orders.ship import CLAIM_WINDOW_HOURS
from marketplace.domains.payments.queries import find_payment, refunds_of
from marketplace.domains.shipments.dispatch import CARRIERS
from marketplace.domains.shipments.queries import parcel_of, story_of
from marketplace.foundation import clock
from marketplace.portals.storefront import portal
from marketplace.portals.storefront.used.deal import service_names
from marketplace.portals.storefront.used.pickup import pickup_of
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
    beside = around(page.rows)
    return render_template(
        "storefront/orders/list.html",
        page=page,
        shelf=shelf,
        shelves=BUYERS_SHELVES,
        sought=q,
        payees=beside.payees,
        goods=beside.goods,
    )


@portal.get("/orders/<number>")
@access.signed_in
def order(number: str) -> str:
    """Show one order: where its money is, what happened, what can be done."""
    found, beside = whole_order(number, buyer_id=access.me().id)
    return render_template(
        "storefront/orders/show.html",
        goods=beside.goods,
        reviews=reviews_of_lines([line.id for line in found.lines]),
        units=units_of(found.number),
        checkout_number=beside.checkouts[found.id],
        **_progress(found, beside),
    )


@portal.get("/orders/<number>/progress")
@access.signed_in
def order_progress(number: str) -> Response:
    """Answer the live part of the order page; with 286 when nothing more will happen by itself."""
    found, beside = whole_order(number, buyer_id=access.me().id)
    answer = make_response(render_template("storefront/orders/_progress.html", **_progress(found, beside)))
    if found.state in ENDED:
        answer.status_code = NOTHING_MORE
    return answer


@portal.get("/orders/<number>/form")
@access.signed_in
def order_form(number: str) -> str:
    """Show the printable order form: what was agreed, what happened, how the money moved."""
    found, beside = whole_order(number, buyer_id=access.me().id)
    return render_template(
        "storefront/orders/form.html",
        units=units_of(found.number),
        refunds=refunds_of(found.number),
        payment=find_payment(beside.checkouts[found.id]),
        **_progress(found, beside),
    )


def _progress(found: Order, beside: Around) -> dict[str, object]:
    shipment, sightings = parcel_of(found.id)
    case = find_case_of(found.id) if found.shipped_at else None
    return {
        "order": found,
        "payee": beside.payees[found.id],
        "steps": money_steps(found),
        "shipment": shipment,
        "carriers": CARRIERS,
        "story": story_of(found.id, sightings),
        "pickup": pickup_of(found),
        "services": service_names(),
        "claim_hours": CLAIM_WINDOW_HOURS(),
        "case": case,
        "may_complain": not why_not(found, case, clock.now()),
        "opinions": shown_to(found, reader_id=access.me().id, at=clock.now()),
    }
