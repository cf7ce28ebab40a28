"""A supplier's offers: find them, change their terms, put them on sale and take them off, keep them as a file."""

from typing import Any

from flask import Response, flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response as Answer

from marketplace.domains.catalog.offer import OFF, ON, change_terms, switch
from marketplace.domains.inventory.stocklist import SHELVES, get_offer_row, offers_of_supplier
from marketplace.domains.orders.commission import DEFAULT_RATE, commission
from marketplace.domains.orders.reading.terms import terms_of
from marketplace.foundation import clock, money
from marketplace.foundation.money import settlement_currency
from marketplace.foundation.refusals import Refused, Stale
from marketplace.foundation.text import N_
from marketplace.journeys.refresh_shelf import refresh_shelf
from marketplace.portals.supplier import portal
from marketplace.portals.supplier.shelf.terms_form import TermsForm, of_offer
from marketplace.web import access, htmx, links
from marketplace.web.csv_file import csv_file

MOST_EXPORTED = 20_000
EXPORT_STEP = 500
COLUMNS = ("sku", "brand", "model", "title_en", "title_zh", "price", "cost_price", "shipping",
           "warranty_months", "delivery_days", "state", "on_hand", "reserved")  # fmt: skip


@portal.get("/offers")
def offers() -> str:
    """Show the offers, newest first; shelf and words stand in the URL."""
    shelf, q = request.args.get("shelf", ""), request.args.get("q", "")[:60]
    shelf = shelf if shelf in SHELVES else ""
    page = offers_of_supplier(
        access.work_place().supplier_id, shelf=shelf, q=q, cursor=request.args.get("cursor")
    )
    return render_template(
        "supplier/offers/list.html",
        page=page,
        shelf=shelf,
        shelves=SHELVES,
        asked=q,
        margins=margins(page.rows),
        currency=settlement_currency(),
    )


@portal.get("/offers.csv")
def offers_file() -> Response:
    """Answer all offers as a file, newest first."""
    here, currency = access.work_place().supplier_id, settlement_currency()
    rows: list[tuple[object, ...]] = []
    cursor = None
    while len(rows) < MOST_EXPORTED:
        page = offers_of_supplier(here, cursor=cursor, size=EXPORT_STEP)
        rows += [_exported(row, currency) for row in page.rows]
        cursor = page.next_cursor
        if cursor is None:
            break
    return csv_file("coolspot-offers.csv", COLUMNS, rows)


@portal.get("/offers/<int:offer_id>")
def offer(offer_id: int) -> str:
    """Show an offer's terms to be changed."""
    row = mine(offer_id)
    return _page(TermsForm(data=of_offer(row)), row)


@portal.post("/offers/<int:offer_id>")
def change_offer(offer_id: int) -> Answer | tuple[str, int]:
    """Change the terms; 409 when somebody else did since they were shown."""
    row, form, at = mine(offer_id), TermsForm(), clock.now()
    if not form.validate_on_submit():
        return _page(form, row), 422
    seen = form.seen_at()
    if seen is None:
        raise Stale(N_("Somebody changed this offer since you opened it. Look at it again."))
    actor, here = access.as_supplier(), access.work_place().supplier_id
    try:
        changed = change_terms(
            offer_id=offer_id, supplier_id=here, terms=form.terms(), seen=seen, actor=actor, at=at
        )
    except Refused as no:
        form.refuse(no)
        return _page(form, row), 422
    if changed:
        refresh_shelf(offer_ids=[offer_id], at=at)
    flash(_("Saved."), "good")
    return htmx.see_other(url_for("supplier.offer", offer_id=offer_id))


@portal.post("/offers/<int:offer_id>/publication")
def publish_offer(offer_id: int) -> Answer:
    """Put an offer on sale, or take it off; the list offers the way back."""
    actor, at, state = access.as_supplier(), clock.now(), request.form.get("state", "")
    here = access.work_place().supplier_id
    if switch(offer_id=offer_id, supplier_id=here, state=state, actor=actor, at=at):
        refresh_shelf(offer_ids=[offer_id], at=at)
    flash(_("It is on sale.") if state == ON else _("It is off sale. Nobody can buy it now."), "good")
    return htmx.see_other(links.asked_next(url_for("supplier.offers")))


def mine(offer_id: int) -> Any:
    """Return the row of an offer of this work place. Refuses: another's, as if it were not there."""
    return get_offer_row(offer_id, supplier_id=access.work_place().supplier_id)


def margins(rows: Any) -> dict[int, dict[str, int]]:
    """Return offer → commission `rate` in basis points, and what is left of its price: `net`, `margin` over cost."""
    terms = terms_of([row.id for row in rows], buyer_id=access.me().id) if rows else {}
    found = {}
    for row in rows:
        known = terms[row.id].basis_points
        rate = DEFAULT_RATE() if known is None else known
        net = row.price - commission(line_total=row.price, basis_points=rate)
        found[row.id] = {"rate": rate, "net": net}
        if row.cost_price is not None:
            found[row.id]["margin"] = net - row.cost_price
    return found


def _page(form: TermsForm, row: Any) -> str:
    return render_template(
        "supplier/offers/edit.html",
        form=form,
        row=row,
        margin=margins([row])[row.id],
        currency=settlement_currency(),
        off=OFF,
    )


def _exported(row: Any, currency: str) -> tuple[object, ...]:
    amounts = [
        None if n is None else money.plain(n, currency) for n in (row.price, row.cost_price, row.shipping)
    ]
    words = (row.sku, row.brand, row.model, row.title.get("en", ""), row.title.get("zh", ""))
    return (*words, *amounts, row.warranty_months, row.delivery_days, row.state, row.on_hand, row.reserved)
