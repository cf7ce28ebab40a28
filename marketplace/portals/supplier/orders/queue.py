"""The queue of orders, and one order with its papers."""

from flask import Response, make_response, render_template, request, url_for

from marketplace.domains.aftersales.cases.queries import find_case_of
from marketplace.domains.inventory.queries import pieces_of, units_of
from marketplace.domains.inventory.stocklist import places_of
from marketplace.domains.orders.models import Order
from marketplace.domains.orders.reading.around import Around, around, whole_order
from marketplace.domains.orders.reading.find import SHELVES, get_order, orders_of_supplier
from marketplace.domains.orders.reading.money import earned, money_steps
from marketplace.domains.payments.queries import find_payment, refunds_of
from marketplace.domains.shipments.dispatch import CARRIERS
from marketplace.domains.shipments.queries import parcel_of, story_of
from marketplace.portals.supplier import portal
from marketplace.portals.supplier.frame import queue_counts
from marketplace.web import access

TABS = ("to_accept", "to_ship", "to_confirm", "done", "cancelled", "")
NOTHING_MORE = 286  # htmx stops asking
ENDED = frozenset({"completed", "cancelled", "lapsed", "refunded"})


@portal.get("/orders")
def orders() -> str:
    """Show the supplier's orders: queues oldest first, the rest newest first; tab and words stand in the URL."""
    shelf = request.args.get("shelf", "")
    shelf = shelf if shelf in SHELVES else ""
    q = request.args.get("q", "")[:60]
    page = orders_of_supplier(
        access.work_place().supplier_id, shelf=shelf, q=q, cursor=request.args.get("cursor")
    )
    return render_template(
        "supplier/orders/list.html",
        page=page,
        shelf=shelf,
        tabs_shown=TABS,
        asked=q,
        counts=queue_counts(),
        goods=around(page.rows).goods,
    )


@portal.get("/orders/<number>")
def order(number: str) -> str:
    """Show one order: what to do, where it goes, what it will bring."""
    found, beside = _whole(number)
    pieces = pieces_of(found.number)
    return render_template(
        "supplier/orders/show.html",
        goods=beside.goods,
        units=[row.Unit for row in pieces],
        waiting=[row.Unit for row in pieces if row.waits],
        places=places_of(found.number),
        **_progress(found),
    )


@portal.get("/orders/<number>/progress")
def order_progress(number: str) -> Response:
    """Answer the live part of the order page; with 286 when nothing more will happen by itself."""
    found, _ = _whole(number)
    answer = make_response(render_template("supplier/orders/_progress.html", **_progress(found)))
    if found.state in ENDED:
        answer.status_code = NOTHING_MORE
    return answer


@portal.get("/orders/<number>/form")
def order_form(number: str) -> str:
    """Show the printable order form, the same the buyer has."""
    found, beside = _whole(number)
    return render_template(
        "storefront/orders/form.html",
        back_url=url_for("supplier.order", number=number),
        units=units_of(found.number),
        refunds=refunds_of(found.number),
        payment=find_payment(beside.checkouts[found.id]),
        payee=beside.payees[found.id],
        **_progress(found),
    )


@portal.get("/orders/<number>/packing-slip")
def packing_slip(number: str) -> str:
    """Show the paper that goes with the goods: what, from which place, to whom; no prices."""
    found, beside = _whole(number)
    return render_template(
        "supplier/orders/packing_slip.html",
        order=found,
        units=units_of(found.number),
        places=places_of(found.number),
        payee=beside.payees[found.id],
    )


def _whole(number: str) -> tuple[Order, Around]:
    return whole_order(number, supplier_id=access.work_place().supplier_id)


def mine(number: str) -> Order:
    """Return a paid order of this work place. Refuses: another's, as if it were not there."""
    return get_order(number, supplier_id=access.work_place().supplier_id)


def _progress(found: Order) -> dict[str, object]:
    shipment, sightings = parcel_of(found.id)
    return {
        "order": found,
        "steps": money_steps(found),
        "earned": earned(found),
        "shipment": shipment,
        "carriers": CARRIERS,
        "story": story_of(found.id, sightings),
        "case": find_case_of(found.id) if found.shipped_at else None,
    }
