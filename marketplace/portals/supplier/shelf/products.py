"""Bringing a product the catalogue does not know: first its category, then its facts."""

from typing import Any

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from marketplace.domains.catalog.tree.atlas import Node, atlas
from marketplace.foundation import clock
from marketplace.foundation.money import settlement_currency
from marketplace.foundation.refusals import Missing, Refused
from marketplace.journeys.refresh_shelf import refresh_shelf
from marketplace.journeys.shelve_product import shelve_product
from marketplace.portals.supplier import portal
from marketplace.portals.supplier.shelf.product_form import product_form
from marketplace.web import access, htmx


@portal.get("/products/new")
def new_product() -> str:
    """Choose the category; its attributes make the form."""
    tree = atlas()
    return render_template(
        "supplier/products/category.html",
        departments=[(node, tree.leaves(node.id)) for node in tree.departments],
        model=request.args.get("model", "")[:80],
    )


@portal.get("/products/new/<category>")
def new_product_facts(category: str) -> str:
    """Show the form of the product and its first offer."""
    leaf = _leaf(category)
    form = product_form(atlas().measures_of(leaf.id))
    form.model.data = request.args.get("model", "")[:80]
    return _page(form, leaf)


@portal.post("/products/new/<category>")
def add_product(category: str) -> Response | tuple[str, int]:
    """Put the product, its offer and its stock on the shelf."""
    leaf = _leaf(category)
    form = product_form(atlas().measures_of(leaf.id))
    if not form.validate_on_submit():
        return _page(form, leaf), 422
    actor, at = access.as_supplier(), clock.now()
    try:
        offer_id = shelve_product(
            supplier_id=access.work_place().supplier_id,
            row=form.row(leaf),
            warehouse_id=form.warehouse_id(),
            actor=actor,
            at=at,
        )
    except Refused as no:
        form.refuse(no)
        return _page(form, leaf), 422
    refresh_shelf(offer_ids=[offer_id], at=at)
    flash(_("The product is on the shelf, with your offer."), "good")
    return htmx.see_other(url_for("supplier.offer", offer_id=offer_id))


def _leaf(slug: str) -> Node:
    """Return a category products stand in. Refuses: a department, an unknown or hidden one."""
    found = atlas().by_slug.get(slug)
    if found is None or found.parent_id is None or not found.shown:
        raise Missing
    return found


def _page(form: Any, leaf: Node) -> str:
    return render_template("supplier/products/new.html", form=form, leaf=leaf, currency=settlement_currency())
