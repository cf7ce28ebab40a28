"""Something is wrong: a buyer says what, and what they would like."""

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from marketplace.domains.aftersales.cases.deadlines import ANSWER
from marketplace.domains.aftersales.cases.open import why_not
from marketplace.domains.aftersales.cases.queries import find_case_of
from marketplace.domains.aftersales.cases.reasons import LONGEST_WORDS, REASONS, WISHES
from marketplace.domains.orders.models import Order
from marketplace.domains.orders.reading.find import get_order
from marketplace.foundation import clock
from marketplace.foundation.refusals import Refused, Stale
from marketplace.journeys.cases.open_case import start_case
from marketplace.portals.storefront import portal
from marketplace.web import access, htmx
from marketplace.web.fields import MoneyField
from marketplace.web.forms import Form, ReplayField
from marketplace.web.languages import say


class CaseForm(Form):
    """What is wrong, what happened, what they would like."""

    reason = RadioField(_l("What is wrong?"), validators=[InputRequired(_l("Say what is wrong."))])
    words = TextAreaField(
        _l("What happened?"),
        description=_l("What you see, since when, what you tried. You can add photos in a moment."),
        validators=[
            InputRequired(_l("Say in a few words what happened.")),
            Length(max=LONGEST_WORDS, message=_l("Keep it under %(max)d characters.")),
        ],
        render_kw={"rows": 5, "maxlength": LONGEST_WORDS},
    )
    wish = RadioField(_l("What would you like?"), validators=[InputRequired(_l("Say what you would like."))])
    wished = MoneyField(_l("How much, if it is a part"), least=1)
    replay_key = ReplayField()


@portal.get("/orders/<number>/case")
@access.signed_in
def case_form(number: str) -> ResponseReturnValue:
    """Ask what is wrong. Refuses: an order about which no case can be opened (any more)."""
    found = get_order(number, buyer_id=access.me().id)
    if no := why_not(found, find_case_of(found.id), clock.now()):
        raise Stale(no)
    return _page(_form(), found)


@portal.post("/orders/<number>/case")
@access.signed_in
def open_case(number: str) -> ResponseReturnValue:
    """Open the case; its page asks for photos."""
    found, form = get_order(number, buyer_id=access.me().id), _form()
    if form.validate_on_submit():
        try:
            case = start_case(
                order_id=found.id,
                reason=form.reason.data,
                wish=form.wish.data,
                wished=form.wished.data,
                words=form.words.data,
                key=form.replay_key.data,
                actor=access.as_buyer(),
                at=clock.now(),
            )
        except Refused as no:
            form.refuse(no)
        else:
            flash(_("The other side knows. Add photos that show it."), "good")
            return htmx.see_other(url_for("storefront.case", number=case.number))
    return _page(form, found), 422


def _form() -> CaseForm:
    form = CaseForm()
    form.reason.choices = [(code, say(words)) for code, words in REASONS.items()]
    form.wish.choices = [(code, say(words)) for code, words in WISHES.items()]
    return form


def _page(form: CaseForm, found: Order) -> str:
    return render_template("storefront/cases/new.html", form=form, order=found, days=ANSWER())
