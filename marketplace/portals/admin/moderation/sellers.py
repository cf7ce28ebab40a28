"""A seller as the desk knows them: how they stand, what they have on offer, and whether they may sell."""

from collections.abc import Callable

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.domains.accounts.queries import get_person
from marketplace.domains.listings.models import Seller
from marketplace.domains.listings.queries import get_seller, how_many_own
from marketplace.domains.listings.suspend import DESK
from marketplace.domains.support.queries import strikes_of
from marketplace.domains.support.report import REASONS as REPORTED
from marketplace.domains.support.strike import TOO_MANY, count_live
from marketplace.foundation import clock
from marketplace.foundation.history import history_of
from marketplace.foundation.refusals import Missing
from marketplace.foundation.text import N_
from marketplace.journeys.supporting.suspend import restore_seller, suspend_seller
from marketplace.portals.admin import desk, portal
from marketplace.portals.admin.desk import ReasonForm
from marketplace.portals.admin.moderation.verdict import MODERATE
from marketplace.web import access, htmx
from marketplace.web.access import needs

# Why not, and why again, as sellers read it in their language; a moderator's own words instead of them.
SUSPEND = (
    N_("You offered what may not be sold here."),
    N_("Your photos or texts are another seller's."),
    N_("You asked buyers to meet or pay elsewhere."),
    N_("You did not hand over what was paid for."),
    N_("We are looking into reports about you."),
)
RESTORE = (N_("It was cleared up."), N_("It was our mistake."), N_("The time we agreed on is over."))


@portal.get("/sellers/<int:person_id>")
@needs(MODERATE)
def seller(person_id: int) -> str:
    """Show a seller."""
    row = _seller(person_id)
    return _page(row, ReasonForm().offer(_offered(row)))


@portal.post("/sellers/<int:person_id>/suspension")
@needs(MODERATE)
def seller_suspension(person_id: int) -> ResponseReturnValue:
    """Keep somebody from selling; they may still buy."""
    return _moved(
        person_id, suspend_seller, SUSPEND, N_("%(name)s cannot sell now. Their listings are withheld.")
    )


@portal.post("/sellers/<int:person_id>/suspension/end")
@needs(MODERATE)
def seller_suspension_end(person_id: int) -> ResponseReturnValue:
    """Let somebody sell again."""
    return _moved(person_id, restore_seller, RESTORE, N_("We no longer keep %(name)s from selling."))


def _moved(
    person_id: int, verb: Callable[..., bool], reasons: tuple[str, ...], done: str
) -> ResponseReturnValue:
    form = ReasonForm().offer(reasons)
    act = {"person_id": person_id, "actor": access.as_admin(), "at": clock.now()}
    if not desk.judged(form, lambda why: verb(why=why, **act)):
        return _page(_seller(person_id), form), 422
    flash(_(done, name=get_person(person_id).display_name), "good")
    return htmx.see_other(url_for("admin.seller", person_id=person_id))


def _seller(person_id: int) -> Seller:
    row = get_seller(person_id)
    if row is None:
        raise Missing
    return row


def _offered(row: Seller) -> tuple[str, ...]:
    return RESTORE if DESK in row.barred else SUSPEND


def _page(row: Seller, form: ReasonForm) -> str:
    history = history_of([("seller", row.person_id)])
    return render_template(
        "admin/sellers/show.html",
        seller=row,
        who=get_person(row.person_id),
        form=form,
        may_sell=DESK not in row.barred,
        listings=how_many_own(row.person_id),
        strikes=strikes_of(row.person_id),
        live=count_live(row.person_id, clock.now()),
        most=TOO_MANY(),
        now=clock.now(),
        reasons=REPORTED,
        history=history,
        people=desk.actors_of(history),
        is_own=row.person_id == access.me().id,
    )
