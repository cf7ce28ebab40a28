"""One order with all that is known of it: money, parcel, notices, history."""

from collections.abc import Sequence
from typing import Any

from flask import render_template

from marketplace.domains.aftersales.models import RefundRequest
from marketplace.domains.aftersales.two_hands import requests_of
from marketplace.domains.inventory.queries import units_of
from marketplace.domains.notifications.about import notices_about
from marketplace.domains.notifications.speak import speak
from marketplace.domains.orders.models import Order
from marketplace.domains.orders.reading.around import whole_order
from marketplace.domains.orders.reading.money import earned, money_steps
from marketplace.domains.orders.states import ORDER
from marketplace.domains.payments.models import Chargeback, Payment, Refund
from marketplace.domains.payments.queries import find_chargeback, find_payment, refunds_of
from marketplace.domains.shipments.dispatch import CARRIERS
from marketplace.domains.shipments.models import Shipment
from marketplace.domains.shipments.queries import parcel_of
from marketplace.domains.suppliers.queries import with_workers
from marketplace.foundation.history import history_of
from marketplace.ledger import Account
from marketplace.ledger.models import LedgerEntry
from marketplace.ledger.read import entries_touching
from marketplace.portals.admin import desk, portal
from marketplace.portals.admin.orders.codes import CODES
from marketplace.web import languages
from marketplace.web.access import needs


@portal.get("/orders/<number>")
@needs("orders.read")
def order(number: str) -> str:
    """Show an order."""
    found, beside = whole_order(number)
    payment = find_payment(beside.checkouts[found.id])
    refunds, requests = list(refunds_of(found.number)), requests_of(found.id)
    shipment, sightings = parcel_of(found.id)
    return render_template(
        "admin/orders/show.html",
        order=found,
        buyer=beside.buyers[found.buyer_id],
        payee=beside.payees[found.id],
        steps=money_steps(found),
        earned=earned(found),
        goods=beside.goods,
        units=units_of(found.number),
        payment=payment,
        refunds=refunds,
        requests=requests,
        chargeback=_chargeback(found, payment),
        shipment=shipment,
        carriers=CARRIERS,
        sightings=sightings,
        codes=CODES,
        entries=_entries(found, refunds),
        notices=_notices(found),
        **_history(found, payment, [*refunds, *requests], shipment),
    )


def _entries(order: Order, refunds: list[Refund]) -> Sequence[LedgerEntry]:
    return entries_touching([(Account.HOLD, order.id), *((Account.REFUNDING, each.id) for each in refunds)])


def _history(
    order: Order, payment: Payment | None, given_back: list[Refund | RefundRequest], shipment: Shipment | None
) -> dict[str, Any]:
    subjects = [(ORDER.subject, order.id), *((each.__tablename__, each.id) for each in given_back)]
    subjects += [("payment", payment.id)] if payment else []
    subjects += [("shipment", shipment.id)] if shipment else []
    rows = history_of(subjects)
    return {"history": rows, "people": desk.actors_of(rows)}


def _chargeback(order: Order, payment: Payment | None) -> Chargeback | None:
    told_of = order.disputed_at is not None or order.charged_back
    return find_chargeback(payment.id) if payment is not None and told_of else None


def _notices(order: Order) -> list[dict[str, Any]]:
    """Return who was told what about an order, newest first, in the page's language."""
    told = with_workers({order.buyer_id, order.seller_id or order.buyer_id}, supplier_id=order.supplier_id)
    links = [f"/{side}orders/{order.number}" for side in ("", "supplier/", "sell/")]
    return [
        {
            "at": row.Notice.created_at,
            "reader": row.reader,
            "title": speak(row.Notice.kind, row.Notice.params, languages.current()).title or row.Notice.kind,
            "ways": row.ways or {},
            "read_at": row.Notice.read_at,
        }
        for row in notices_about(links, person_ids=told)
    ]
