"""What the two sides of a second-hand order think of each other: written blind, shown together."""

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from marketplace.domains.aftersales.opinions.queries import shown_to
from marketplace.domains.aftersales.opinions.write import LONGEST, NOT_YET, OVER
from marketplace.domains.orders.models import Order
from marketplace.domains.orders.reading.around import around
from marketplace.foundation import clock
from marketplace.foundation.db import session
from marketplace.foundation.refusals import Missing, Refused, Stale
from marketplace.journeys.opinions.judge import judge_order
from marketplace.portals.storefront import portal
from marketplace.web import access, htmx
from marketplace.web.forms import Form


class OpinionForm(Form):
    """Stars and words about the other side."""

    stars = RadioField(
        _l("How was it to deal with them?"),
        choices=[(str(n), str(n)) for n in range(1, 6)],
        validators=[InputRequired(_l("Choose one to five stars."))],
    )
    words = TextAreaField(
        _l("What should others know?"),
        description=_l("They see it once both of you have written, or when the time is over."),
        validators=[Length(max=LONGEST, message=_l("Keep it under %(max)d characters."))],
        render_kw={"rows": 4, "maxlength": LONGEST},
    )


@portal.get("/orders/<number>/opinion")
@access.signed_in
def opinion_form(number: str) -> ResponseReturnValue:
    """Ask what one thinks of the other side."""
    order = _mine(number)
    shown = shown_to(order, reader_id=access.me().id, at=clock.now())
    if shown is None or not shown.open:
        raise Stale(OVER if shown else NOT_YET)
    return _page(OpinionForm(), order)


@portal.post("/orders/<number>/opinion")
@access.signed_in
def write_opinion(number: str) -> ResponseReturnValue:
    """Keep it."""
    order, form = _mine(number), OpinionForm()
    if form.validate_on_submit():
        stars, words, actor = int(form.stars.data), form.words.data or "", access.as_buyer()
        try:
            judge_order(order_id=order.id, stars=stars, words=words, actor=actor, at=clock.now())
        except Refused as no:
            form.refuse(no)
        else:
            flash(
                _("Thank you. It is shown once both of you have written, or when the time is over."), "good"
            )
            return htmx.see_other(_order_url(order))
    return _page(form, order), 422


def _mine(number: str) -> Order:
    """Return a second-hand order the reader bought or sold. Refuses: others, as if it were not there."""
    found = session.scalar(select(Order).where(Order.number == number, Order.seller_id.is_not(None)))
    if found is None or access.me().id not in (found.buyer_id, found.seller_id):
        raise Missing
    return found


def _order_url(order: Order) -> str:
    endpoint = "storefront.order" if order.buyer_id == access.me().id else "seller.order"
    return url_for(endpoint, number=order.number)


def _page(form: OpinionForm, order: Order) -> str:
    beside, bought = around([order]), order.buyer_id == access.me().id
    return render_template(
        "storefront/opinions/new.html",
        form=form,
        order=order,
        order_url=_order_url(order),
        other=beside.payees[order.id].name if bought else {"en": beside.buyers[order.buyer_id]},
    )
