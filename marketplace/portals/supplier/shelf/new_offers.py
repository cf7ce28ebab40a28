"""Offering a product the catalogue knows: find it, then name the terms."""

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from marketplace.domains.catalog.models import Product
from marketplace.domains.catalog.queries import get_product, products_to_offer
from marketplace.foundation import clock
from marketplace.foundation.money import settlement_currency
from marketplace.foundation.refusals import Refused
from marketplace.journeys.offer_product import offer_product
from marketplace.journeys.refresh_shelf import refresh_shelf
from marketplace.portals.supplier import portal
from marketplace.portals.supplier.shelf.first_stock import FirstTermsForm
from marketplace.web import access, htmx


@portal.get("/offers/new")
def new_offer() -> str:
    """Find the product by brand or model."""
    q = request.args.get("q", "")[:60]
    found = products_to_offer(q, supplier_id=access.work_place().supplier_id) if q else []
    return render_template("supplier/offers/find.html", asked=q, found=found)


@portal.get("/offers/new/<slug>")
def new_offer_terms(slug: str) -> str:
    """Show the form of the terms for a product."""
    return _page(FirstTermsForm(), get_product(slug))


@portal.post("/offers/new/<slug>")
def add_offer(slug: str) -> Response | tuple[str, int]:
    """Offer it."""
    product, form = get_product(slug), FirstTermsForm()
    if not form.validate_on_submit():
        return _page(form, product), 422
    actor, at = access.as_supplier(), clock.now()
    try:
        made = offer_product(
            product_id=product.id,
            supplier_id=access.work_place().supplier_id,
            terms=form.terms(),
            warehouse_id=form.warehouse_id(),
            pieces=form.pieces.data,
            actor=actor,
            at=at,
        )
    except Refused as no:
        form.refuse(no)
        return _page(form, product), 422
    refresh_shelf(offer_ids=[made.id], at=at)
    flash(_("Your offer is on the shelf."), "good")
    return htmx.see_other(url_for("supplier.offer", offer_id=made.id))


def _page(form: FirstTermsForm, product: Product) -> str:
    return render_template(
        "supplier/offers/new.html", form=form, product=product, currency=settlement_currency()
    )
