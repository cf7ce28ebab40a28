"""What a seller sold: accept it, hand it over by the buyer's code or send it, or call it off."""

from flask import current_app, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length

from marketplace.domains.aftersales.cases.queries import find_case_of
from marketplace.domains.aftersales.opinions.queries import shown_to
from marketplace.domains.listings.sizes import DELIVERY, PICKUP
from marketplace.domains.orders.models import Order
from marketplace.domains.orders.reading.around import around
from marketplace.domains.orders.reading.find import SHELVES
from marketplace.domains.orders.reading.money import earned, money_steps
from marketplace.domains.orders.reading.sales_used import get_sale, how_many_sales, sales_of
from marketplace.domains.orders.ship import CLAIM_WINDOW_HOURS
from marketplace.domains.orders.states import ORDER
from marketplace.domains.shipments.dispatch import CARRIERS, FOR_SELLERS
from marketplace.domains.shipments.hand_over import link_of
from marketplace.domains.shipments.queries import parcel_of, story_of
from marketplace.foundation import actors, clock
from marketplace.foundation.actors import Actor
from marketplace.foundation.refusals import Missing, Refused
from marketplace.foundation.text import pick
from marketplace.journeys.accept_order import accept_order
from marketplace.journeys.cancel_order import cancel_order
from marketplace.journeys.dealing.send_order import send_order
from marketplace.portals.seller import portal
from marketplace.portals.seller.listings.handover import EXTRA_WORDS
from marketplace.web import access, htmx, languages
from marketplace.web.forms import Form

TABS = ("", "to_accept", "to_ship", "to_confirm", "done", "cancelled")


class ParcelForm(Form):
    """Who carries it, under which number."""

    carrier = SelectField(_l("Carrier"))
    tracking_number = StringField(
        _l("Tracking number"),
        validators=[InputRequired(_l("Write the tracking number.")), Length(max=60)],
        render_kw={"autocomplete": "off", "autocapitalize": "characters"},
    )


@portal.get("/orders")
def orders() -> str:
    """Show what was sold: what waits for the seller oldest first, the rest newest first."""
    shelf = request.args.get("shelf", "")
    shelf = shelf if shelf in SHELVES else ""
    page = sales_of(access.me().id, shelf=shelf, cursor=request.args.get("cursor"))
    beside = around(page.rows)
    return render_template(
        "seller/orders/list.html",
        page=page,
        shelf=shelf,
        tabs_shown=TABS,
        goods=beside.goods,
        counts=how_many_sales(access.me().id),
    )


@portal.get("/orders/<number>")
def order(number: str) -> str:
    """Show one order: what to do, where the money is, what happened."""
    return _page(my_sale(number))


@portal.post("/orders/<number>/acceptance")
def accept(number: str) -> ResponseReturnValue:
    """Accept an order."""
    accept_order(order_id=my_sale(number).id, actor=seller_actor(), at=clock.now())
    flash(_("Accepted. The buyer knows."), "good")
    return htmx.see_other(url_for("seller.order", number=number))


@portal.get("/orders/<number>/shipment")
def shipment(number: str) -> str:
    """Ask who carries it."""
    found = my_sale(number)
    refuse_unless(found, "ship", found.handover != PICKUP)
    return _shipment_page(_parcel_form(), found)


@portal.post("/orders/<number>/shipment")
def send(number: str) -> ResponseReturnValue:
    """Send it: with a courier, or with the movers."""
    found, form = my_sale(number), _parcel_form()
    by_movers = found.handover == DELIVERY
    if by_movers or form.validate_on_submit():
        parcel = (
            {} if by_movers else {"carrier": form.carrier.data, "tracking_number": form.tracking_number.data}
        )
        try:
            send_order(order_id=found.id, actor=seller_actor(), at=clock.now(), **parcel)
        except Refused as no:
            form.refuse(no)
        else:
            flash(_("It is on its way. We hold the money until the buyer has it."), "good")
            return htmx.see_other(url_for("seller.order", number=number))
    return _shipment_page(form, found), 422


@portal.get("/orders/<number>/cancellation")
def cancellation(number: str) -> str:
    """Ask whether to call it off, and say what follows."""
    found = my_sale(number)
    refuse_unless(found, "cancel", True)
    return render_template("seller/orders/cancellation.html", order=found)


@portal.post("/orders/<number>/cancellation")
def cancel(number: str) -> ResponseReturnValue:
    """Call it off before it left: the buyer gets everything back."""
    cancel_order(order_id=my_sale(number).id, actor=seller_actor(), at=clock.now())
    flash(_("The order is cancelled. The buyer gets everything back."), "good")
    return htmx.see_other(url_for("seller.order", number=number))


def my_sale(number: str) -> Order:
    """Return an order of what this person sold. Refuses: another's, as if it were not there."""
    return get_sale(number, seller_id=access.me().id)


def seller_actor() -> Actor:
    """Return the signed-in person as the seller they are."""
    return actors.person(access.me().id, "seller")


def refuse_unless(found: Order, verb: str, fits: bool) -> None:
    """Refuse what is not done with such an order (Missing), or not in its state (Stale)."""
    if not fits:
        raise Missing
    if not ORDER.allows(found.state, verb):
        raise ORDER.stale(found.state)


def _parcel_form() -> ParcelForm:
    form = ParcelForm()
    form.carrier.choices = [(code, pick(CARRIERS[code], languages.current())) for code in FOR_SELLERS]
    return form


def _shipment_page(form: ParcelForm, found: Order) -> str:
    return render_template("seller/orders/shipment.html", form=form, order=found)


def _page(found: Order) -> str:
    beside = around([found])
    parcel, sightings = parcel_of(found.id)
    return render_template(
        "seller/orders/show.html",
        order=found,
        goods=beside.goods,
        buyer=beside.buyers[found.buyer_id],
        steps=money_steps(found),
        earned=earned(found),
        shipment=parcel,
        carriers=CARRIERS,
        story=story_of(found.id, sightings),
        services=EXTRA_WORDS,
        claim_hours=CLAIM_WINDOW_HOURS(),
        link=_link(found),
        case=find_case_of(found.id) if found.shipped_at else None,
        opinions=shown_to(found, reader_id=access.me().id, at=clock.now()),
    )


def _link(found: Order) -> str:
    """Return the link for whoever brings it; nothing where nobody is on the way with it."""
    if found.handover != DELIVERY or found.state != "shipped":
        return ""
    own: str = current_app.config["SETTINGS"].own_url
    return own + link_of(found.number)
