"""People with an account: find them, see what concerns them, suspend them and let them back in."""

from typing import Any

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.domains.accounts.models import Person
from marketplace.domains.accounts.queries import get_person, list_addresses, list_sessions
from marketplace.domains.accounts.staff.find import find_people
from marketplace.domains.accounts.staff.queries import find_role_of
from marketplace.domains.accounts.staff.sign_out import sign_out
from marketplace.domains.listings.queries import get_seller
from marketplace.domains.notifications.queries import list_notices
from marketplace.domains.notifications.speak import speak
from marketplace.domains.orders.reading.find import Narrow, all_orders
from marketplace.domains.orders.reading.payees import payees_of
from marketplace.domains.suppliers.roster import places_of
from marketplace.foundation import clock
from marketplace.foundation.history import history_of
from marketplace.foundation.text import N_
from marketplace.journeys.supporting.suspend import restore_person, suspend_person
from marketplace.portals.admin import desk, portal
from marketplace.portals.admin.desk import ReasonForm
from marketplace.web import access, htmx, languages
from marketplace.web.access import needs
from marketplace.web.stored import IDLE

STATES = ("active", "suspended")
REASONS = {
    "active": (N_("Suspected fraud"), N_("Abusive towards others"), N_("Asked for it themselves")),
    "suspended": (N_("It was cleared up"), N_("Asked for it themselves")),
}


@portal.get("/people")
@needs("people.read")
def people() -> str:
    """Show people by contact or name, newest first."""
    return render_template("admin/people/list.html", **desk.narrowed(find_people, STATES))


@portal.get("/people/<int:person_id>")
@needs("people.read")
def person(person_id: int) -> str:
    """Show one person."""
    who = get_person(person_id)
    return _page(who, ReasonForm().offer(REASONS[who.state]))


@portal.post("/people/<int:person_id>/suspension")
@needs("people.suspend")
def suspension(person_id: int) -> ResponseReturnValue:
    """Suspend a person and end their sessions."""
    return _moved(person_id, suspend_person, "active", N_("%(name)s is suspended and signed out everywhere."))


@portal.post("/people/<int:person_id>/suspension/end")
@needs("people.suspend")
def suspension_end(person_id: int) -> ResponseReturnValue:
    """Let a person back in."""
    return _moved(person_id, restore_person, "suspended", N_("%(name)s may sign in again."))


@portal.post("/people/<int:person_id>/sessions/end")
@needs("people.suspend")
def sessions_end(person_id: int) -> ResponseReturnValue:
    """Sign a person out everywhere; the account stays open."""
    who = get_person(person_id)
    ended = sign_out(person=who, actor=access.as_admin(), at=clock.now())
    flash(_("Signed out: devices of %(name)s: %(n)s", name=who.display_name, n=ended), "good")
    return htmx.see_other(url_for("admin.person", person_id=person_id))


def _moved(person_id: int, verb: Any, was: str, done: str) -> ResponseReturnValue:
    who = get_person(person_id)
    form = ReasonForm().offer(REASONS[was])
    act = {"person_id": who.id, "actor": access.as_admin(), "at": clock.now()}
    if not desk.judged(form, lambda why: verb(why=why, **act)):
        return _page(who, form), 422
    flash(_(done, name=who.display_name), "good")
    return htmx.see_other(url_for("admin.person", person_id=person_id))


def _page(who: Person, form: ReasonForm) -> str:
    orders = all_orders(narrow=Narrow(buyer_id=who.id))
    rows = history_of([("person", who.id), ("staff", who.id), ("seller", who.id)])
    told = [
        (n, speak(n.kind, n.params, languages.current()).title or n.kind) for n in list_notices(who.id).rows
    ]
    return render_template(
        "admin/people/show.html",
        who=who,
        form=form,
        orders=orders.rows,
        payees=payees_of(orders.rows),
        sessions=len(list_sessions(who.id, idle=IDLE.span, at=clock.now())),
        addresses=len(list_addresses(who.id)),
        role=find_role_of(who.id),
        places=places_of(who.id),
        seller=get_seller(who.id),
        told=told,
        history=rows,
        people=desk.actors_of(rows),
        is_me=who.id == access.me().id,
    )
