"""How one stands: strikes, suspensions, and what one asked to be looked at again."""

from collections.abc import Sequence

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from wtforms import HiddenField, TextAreaField
from wtforms.validators import InputRequired, Length

from marketplace.domains.listings.models import Listing, Seller
from marketplace.domains.listings.moderation.decide import REASONS as WHY_NOT
from marketplace.domains.listings.queries import own_listings
from marketplace.domains.listings.suspend import DESK
from marketplace.domains.support.appeal import LONGEST
from marketplace.domains.support.queries import answered, appeals_of, strikes_of
from marketplace.domains.support.report import REASONS
from marketplace.domains.support.strike import count_live
from marketplace.domains.support.withhold import withheld_until
from marketplace.foundation import clock
from marketplace.foundation.db import session
from marketplace.foundation.history import history_of
from marketplace.foundation.refusals import Refused
from marketplace.journeys.supporting.appeals import make_appeal
from marketplace.portals.account import portal
from marketplace.web import access, htmx, limits
from marketplace.web.forms import Form


class AppealForm(Form):
    subject = HiddenField(validators=[Length(max=40)])
    words = TextAreaField(
        _l("What should we look at again?"),
        validators=[InputRequired(), Length(max=LONGEST)],
        render_kw={"rows": 4, "maxlength": LONGEST},
    )


@portal.get("/standing")
def standing() -> str:
    """Show strikes and appeals."""
    return _page(AppealForm(formdata=None))


@portal.post("/standing/appeals")
@limits.limited("20 per hour", by=limits.by_account)
def appeals() -> ResponseReturnValue:
    """Ask staff to look at a decision again."""
    form = AppealForm()
    if not form.validate():
        return _page(form), 422
    try:
        new = make_appeal(
            person_id=access.me().id,
            subject=form.subject.data or "",
            words=form.words.data or "",
            at=clock.now(),
        )
    except Refused as no:
        form.refuse(no)
        return _page(form), 422
    flash(
        _("Sent. Somebody else than before looks at it.") if new else _("Your appeal is open already."),
        "good",
    )
    return htmx.see_other(url_for("account.standing"))


def _page(form: AppealForm) -> str:
    me, made, at = access.me(), appeals_of(access.me().id), clock.now()
    seller = session.get(Seller, me.id)
    return render_template(
        "account/standing/show.html",
        form=form,
        seller=seller,
        why=_why(me.id) if seller and DESK in seller.barred else "",
        me=me.id,
        strikes=strikes_of(me.id),
        rejected=own_listings(me.id, shelf="ended").rows if seller else [],
        made=made,
        about=_listings([row.subject for row in made]),
        answered=answered(me.id) if made else {},
        open_subjects={row.subject for row in made if row.state == "open"},
        reasons=REASONS,
        usual=WHY_NOT,
        now=at,
        withheld_until=withheld_until(me.id, at),
        live=count_live(me.id, at),
    )


def _listings(subjects: Sequence[str]) -> dict[str, Listing]:
    """Return subject → listing, of those that are listings."""
    ids = [int(subject.partition(":")[2]) for subject in subjects if subject.startswith("listing:")]
    rows = session.scalars(select(Listing).where(Listing.id.in_(ids))).all() if ids else ()
    return {f"listing:{row.id}": row for row in rows}


def _why(person_id: int) -> str:
    """Return what staff said when they last kept this person from selling."""
    rows = history_of([("seller", person_id)])
    said = (row.why for row in rows if row.verb == "suspend" and row.details.get("cause") == DESK)
    return next(said, None) or ""
