"""A buyer's cases, and one case as either side sees it: what was said, what happens next and when."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from marketplace.domains.aftersales.cases.queries import (
    SHELVES,
    cases_of_buyer,
    entries_of,
    get_case,
    goods_go_back,
    is_by_payee,
    side_of,
    to_come,
)
from marketplace.domains.aftersales.cases.reasons import ENDINGS, LONGEST_WORDS, REASONS, WISHES
from marketplace.domains.aftersales.models import Case
from marketplace.domains.orders.models import Order
from marketplace.domains.orders.reading.around import around
from marketplace.domains.orders.reading.money import earned
from marketplace.domains.photos.queries import photos_of
from marketplace.domains.photos.receive import MOST_OF_ONE_THING
from marketplace.foundation import clock
from marketplace.foundation.refusals import Missing, Refused
from marketplace.portals.storefront import portal
from marketplace.web import access, htmx
from marketplace.web.forms import Form, ReplayField


class SayForm(Form):
    """Words in a case."""

    words = TextAreaField(
        _l("Add to the case"),
        validators=[
            InputRequired(_l("Write something first.")),
            Length(max=LONGEST_WORDS, message=_l("Keep it under %(max)d characters.")),
        ],
        render_kw={"rows": 4, "maxlength": LONGEST_WORDS},
    )
    replay_key = ReplayField()


class ReturnForm(Form):
    """How the goods go back."""

    way = RadioField(
        _l("How does it go back?"),
        choices=[("parcel", _l("I sent a parcel")), ("pickup", _l("It was fetched, or I brought it"))],
        validators=[InputRequired(_l("Say how it goes back."))],
    )
    details = StringField(
        _l("Carrier and tracking number, or who took it and when"),
        validators=[
            InputRequired(_l("Write the carrier and the tracking number, or who fetched it and when.")),
            Length(max=300),
        ],
        render_kw={"maxlength": 300, "autocomplete": "off"},
    )


@dataclass(frozen=True, slots=True)
class Mine:
    """A case, its order, and on which side the reader is."""

    case: Case
    order: Order
    side: str


@portal.get("/cases")
@access.signed_in
def cases() -> str:
    """Show the buyer's cases, newest first."""
    shelf = request.args.get("shelf", "")
    shelf = shelf if shelf in SHELVES else ""
    page = cases_of_buyer(access.me().id, shelf=shelf, cursor=request.args.get("cursor"))
    beside = around([row.Order for row in page.rows])
    return render_template(
        "storefront/cases/list.html", page=page, shelf=shelf, goods=beside.goods, reasons=REASONS
    )


@portal.get("/cases/<number>")
@access.signed_in
def case(number: str) -> ResponseReturnValue:
    """Show one case."""
    return case_page(mine(number))


def mine(number: str) -> Mine:
    """Return a case the reader is a side of. Refuses: others, as if it were not there."""
    found, order = get_case(number)
    side = side_of(order, access.me().id)
    if not side:
        raise Missing
    return Mine(found, order, side)


def case_page(
    this: Mine, form: Form | None = None, back: Form | None = None, refused: list[str] | None = None
) -> str:
    """Render a case's page; the forms keep what was typed."""
    beside, entries = around([this.order]), entries_of(this.case.id)
    own = [row.CaseEntry.id for row in entries if row.CaseEntry.author_id == access.me().id]
    return render_template(
        "storefront/cases/show.html",
        case=this.case,
        order=this.order,
        side=this.side,
        entries=entries,
        photos=photos_of([holder_of(row.CaseEntry.id) for row in entries]),
        own_entry=own[-1] if own else None,
        most=MOST_OF_ONE_THING(),
        payee=beside.payees[this.order.id],
        buyer=beside.buyers[this.order.buyer_id],
        goods=beside.goods,
        order_url=_order_url(this),
        form=form or SayForm(formdata=None),
        back=back or ReturnForm(formdata=None),
        refused=refused or [],
        **_what_each_gets(this),
        **words(),
    )


def _what_each_gets(this: Mine) -> dict[str, Any]:
    return {
        "earned": earned(this.order, back=to_come(this.case)),
        "goods_back": goods_go_back(this.case, this.order),
        "by_payee": is_by_payee(this.case, this.order),
        "agreed": _if_agreed(this),
    }


def press(number: str, journey: Callable[..., object], words: str, tone: str = "good") -> ResponseReturnValue:
    """Do what one press asks for, say so, and show the case."""
    journey(case_id=mine(number).case.id, actor=access.as_buyer(), at=clock.now())
    flash(words, tone)
    return to_case(number)


def say(number: str, journey: Callable[..., object], words: str = "") -> ResponseReturnValue:
    """Take what somebody wrote to the journey, and show the case; a refusal keeps what was typed."""
    this, form = mine(number), SayForm()
    if form.validate_on_submit():
        key, actor = form.replay_key.data, access.as_buyer()
        try:
            journey(case_id=this.case.id, words=form.words.data, key=key, actor=actor, at=clock.now())
        except Refused as no:
            form.refuse(no)
        else:
            if words:
                flash(words, "good")
            return to_case(number)
    return case_page(this, form=form), 422


def to_case(number: str, spot: str = "") -> ResponseReturnValue:
    """Lead to a case's page, or to a spot on it."""
    return htmx.see_other(url_for("storefront.case", number=number) + spot)


def holder_of(entry_id: int) -> str:
    """Return what photos of an entry hang on."""
    return f"case_entry:{entry_id}"


def words() -> dict[str, Any]:
    """Return the sentences of reasons, wishes and endings."""
    return {"reasons": REASONS, "wishes": WISHES, "endings": ENDINGS}


def _if_agreed(this: Mine) -> tuple[int, int]:
    """Return what the buyer and the other side get, minor units, if the other side agrees."""
    left = this.order.total - this.order.refunded
    back = min(this.case.wished or 0, left - 1) if this.case.wish == "part" else left
    return back, earned(this.order, back=back).payee


def _order_url(this: Mine) -> str:
    endpoint = {"buyer": "storefront.order", "seller": "seller.order", "supplier": "supplier.order"}[
        this.side
    ]
    return url_for(endpoint, number=this.order.number)
