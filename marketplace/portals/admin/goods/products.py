"""Products on the shelf and off it: hide many at once, with a way back."""

from flask import flash, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from marketplace.domains.catalog.stand.find import STATES, every_category, find_products
from marketplace.domains.catalog.stand.hide import hide, show
from marketplace.foundation import clock
from marketplace.foundation.history import history_of
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_
from marketplace.journeys.refresh_shelf import refresh_shelf
from marketplace.portals.admin import desk, portal
from marketplace.web import access, htmx, links
from marketplace.web.access import needs

UNDO = "products_hidden"  # in the session: what was hidden or shown last, for the way back
VERBS = {"hide": hide, "show": show}
OPPOSITE = {"hide": "show", "show": "hide"}


@portal.get("/products")
@needs("catalog.read")
def products() -> str:
    """Show products by brand, model or address."""
    state, tree = desk.choice("state", STATES), {row.id: row for row in every_category()}
    typed = request.args.get("category", "")
    category_id = next((key for key in tree if str(key) == typed), None)
    page = find_products(q=desk.words(), state=state, category_id=category_id, cursor=desk.cursor())
    rows = history_of([("product", row.id) for row in page.rows if row.hidden])
    return render_template(
        "admin/products/list.html",
        page=page,
        asked=desk.words(),
        state=state,
        states=STATES,
        tree=tree,
        category_id=category_id,
        why={row.subject_id: row.why for row in reversed(rows)},
        undo=session.get(UNDO),
    )


@portal.post("/products/visibility")
@needs("catalog.edit")
def products_visibility() -> ResponseReturnValue:
    """Hide or show the ticked products."""
    verb, ids = request.form.get("verb", ""), desk.ticked()
    if verb not in VERBS or not ids:
        raise Refused(N_("Tick the products first."))
    why = request.form.get("why", "").strip()[: desk.LONGEST_WORDS]
    moved = _turn(verb, ids, why)
    session[UNDO] = {"verb": OPPOSITE[verb], "ids": moved} if moved else None
    said = (
        ngettext("%(num)d product is off the shelf.", "%(num)d products are off the shelf.", len(moved))
        if verb == "hide"
        else ngettext("%(num)d product is back.", "%(num)d products are back.", len(moved))
    )
    flash(said, "good")
    return htmx.see_other(links.asked_next(url_for("admin.products")))


@portal.post("/products/visibility/undo")
@needs("catalog.edit")
def products_undo() -> ResponseReturnValue:
    """Take the last hiding or showing back."""
    last = session.get(UNDO)
    session[UNDO] = None
    if last:
        _turn(last["verb"], last["ids"], N_("Taken back"))
        flash(_("It is as it was."), "good")
    return htmx.see_other(links.asked_next(url_for("admin.products")))


def _turn(verb: str, ids: list[int], why: str) -> list[int]:
    at = clock.now()
    moved = list(VERBS[verb](product_ids=ids, why=why, actor=access.as_admin(), at=at))
    refresh_shelf(product_ids=moved, at=at)
    return moved
