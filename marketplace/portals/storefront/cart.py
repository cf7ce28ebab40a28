"""The cart: guests have one too. Every change works as a plain form; htmx only swaps the same part."""

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange, Optional

from marketplace.domains.carts.add import MOST_PIECES, add, put_back
from marketplace.domains.carts.change import change, save_for_later
from marketplace.domains.carts.models import Owner
from marketplace.domains.carts.remove import remove
from marketplace.foundation import clock
from marketplace.foundation.money import LARGEST
from marketplace.foundation.refusals import Missing, Refused
from marketplace.foundation.text import N_
from marketplace.portals.storefront import portal
from marketplace.portals.storefront.basket.look import look_at
from marketplace.portals.storefront.basket.owner import find_owner, own
from marketplace.web import htmx
from marketplace.web.forms import Form

LARGEST_ID = 2**63 - 1


class LineForm(Form):
    """So many pieces of an offer."""

    offer_id = IntegerField(validators=[InputRequired(), NumberRange(1, LARGEST_ID)])
    quantity = IntegerField(default=1, validators=[NumberRange(1, MOST_PIECES)])
    seen_price = IntegerField(validators=[Optional(), NumberRange(1, LARGEST)])


@portal.get("/cart")
def cart() -> str:
    """Show the cart; after a removal also the way back."""
    told = {name: request.args.get(name, type=int) for name in ("removed", "added")}
    return _page("show", **told, quantity=request.args.get("quantity", 1, type=int))


@portal.post("/cart/lines")
def cart_lines() -> ResponseReturnValue:
    """Put something in; with `back` put back what was just removed."""
    form = LineForm()
    if not form.validate():
        raise Missing if form.offer_id.errors else _unlikely_number()
    what: dict[str, Any] = {name: form[name].data for name in ("offer_id", "quantity", "seen_price")}
    back = "back" in request.form
    pieces = (put_back if back else add)(owner=own(), **what, at=clock.now())
    if htmx.is_fragment() and htmx.target() == "cart":
        return _page("_lines", added=None if back else form.offer_id.data)
    if htmx.is_fragment():
        return render_template("storefront/cart/_added.html", pieces=pieces)
    return htmx.see_other(url_for("storefront.cart", added=None if back else form.offer_id.data))


@portal.post("/cart/lines/<int:line_id>")
def cart_line(line_id: int) -> ResponseReturnValue:
    """Change how many."""
    quantity = request.form.get("quantity", type=int)
    if quantity is None:
        raise _unlikely_number()
    change(owner=_owner(line_id), line_id=line_id, quantity=quantity, at=clock.now())
    return _changed()


@portal.post("/cart/lines/<int:line_id>/saving")
def cart_line_saving(line_id: int) -> ResponseReturnValue:
    """Lay a line aside for later, or take it up again."""
    later = request.form.get("later", "1") == "1"
    save_for_later(owner=_owner(line_id), line_id=line_id, at=clock.now(), later=later)
    return _changed()


@portal.post("/cart/lines/<int:line_id>/removal")
def cart_line_removal(line_id: int) -> ResponseReturnValue:
    """Take a line out, with a way back."""
    gone = remove(owner=_owner(line_id), line_id=line_id)
    return _changed(removed=gone.offer_id, quantity=gone.quantity)


def _owner(line_id: int) -> Owner:
    owner = find_owner()
    if owner is None or line_id > LARGEST_ID:
        raise Missing
    return owner


def _changed(removed: int | None = None, quantity: int = 1) -> ResponseReturnValue:
    if htmx.is_fragment():
        return _page("_lines", removed=removed, quantity=quantity)
    if removed is None:
        return htmx.see_other(url_for("storefront.cart"))
    return htmx.see_other(url_for("storefront.cart", removed=removed, quantity=quantity))


def _page(template: str, *, removed: int | None = None, quantity: int = 1, added: int | None = None) -> str:
    look = look_at(find_owner())
    # Only what can be put back is offered: an id somebody made up is not.
    undo = (
        (removed, quantity) if removed and 1 <= quantity <= MOST_PIECES and not look.find(removed) else None
    )
    return render_template(
        f"storefront/cart/{template}.html",
        look=look,
        undo=undo,
        added=look.find(added),
        most=MOST_PIECES,
    )


def _unlikely_number() -> Refused:
    return Refused(N_("Choose from 1 to %(most)s pieces."), field="quantity", most=MOST_PIECES)
