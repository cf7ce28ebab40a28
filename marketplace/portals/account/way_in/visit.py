"""What a session remembers of somebody on the way in: the contact, where they were going, what they proved."""

from datetime import datetime, timedelta
from typing import Any

from flask import current_app, render_template, session, url_for
from flask.typing import ResponseReturnValue

from marketplace.domains.accounts import contacts
from marketplace.domains.accounts.contacts import Contact
from marketplace.domains.accounts.models import Person
from marketplace.domains.accounts.queries import find_person_by_contact, get_person
from marketplace.domains.accounts.staff.queries import find_role_of
from marketplace.domains.suppliers.queries import works_anywhere
from marketplace.foundation import clock
from marketplace.web import access, htmx, languages, limits, links, logs, sessions

GOING, PROVEN, HALF = "sign_in", "proven", "half_way"
CODES = "codes"  # purpose → the code this session asked for: it works nowhere else
PURPOSE = "sign_in"
HOME = "/account/"
LASTS = timedelta(minutes=30)
SUSPENDED = 403


def begin(contact: Contact, going_to: str) -> None:
    """Remember who wants in, and where to."""
    session[GOING] = {"contact": contact.value, "next": links.safe_next(going_to, HOME)}
    for left_over in (PROVEN, HALF):
        session.pop(left_over, None)


def contact() -> Contact | None:
    """Return the contact given on the first page."""
    value = session.get(GOING, {}).get("contact")
    return contacts.of(value) if value else None


def by_contact() -> str:
    """Count tries by the contact somebody wants in with."""
    return f"contact:{session.get(GOING, {}).get('contact', '')}"


def by_contact_from_here() -> str:
    """Count tries by contact and network: a stranger elsewhere does not use up the owner's."""
    return f"{by_contact()} {limits.by_address()}"


def start_over() -> ResponseReturnValue:
    """Send them to the first page; what they were going to do is kept."""
    return htmx.see_other(url_for("account.sign_in", next=session.get(GOING, {}).get("next", HOME)))


def proved(whom: Contact, by: str) -> ResponseReturnValue:
    """Go on with somebody who proved a contact: in, to the second step, or to their name if they are new."""
    person = find_person_by_contact(whom)
    if person is None:
        session[PROVEN] = {"contact": whom.value, "at": clock.now().isoformat()}
        return htmx.see_other(url_for("account.registration"))
    if not person.is_active:
        session.clear()
        return render_template("account/way_in/suspended.html"), SUSPENDED
    if person.totp_secret:
        session[HALF] = {"person_id": person.id, "by": by, "at": clock.now().isoformat(), "tries": 0}
        return htmx.see_other(url_for("account.second_step"))
    return enter(person, by)


def enter(person: Person, by: str, *, second_step: bool = False) -> ResponseReturnValue:
    """Sign them in under a new session id and take them where they were going, in the language they read there."""
    read_in = languages.current()
    target = links.safe_next(session.get(GOING, {}).get("next"), HOME)
    for left_over in (GOING, PROVEN, HALF):
        session.pop(left_over, None)
    sessions.sign_in(person)
    target = onwards(person, target)
    logs.security.info("signed in", person=person.id, by=by, second_step=second_step)
    now = clock.now().isoformat()
    session["proof"] = {"by": by, "at": now}
    if second_step:
        session[access.SECOND_STEP] = now
    answer = htmx.see_other(target)
    if read_in != person.language:  # we go on writing to them in the account's
        languages.keep(answer, languages.COOKIE, read_in, current_app.config["SETTINGS"])
    return answer


def onwards(person: Person, going_to: str) -> str:
    """Return where somebody goes who is in: where they wanted to, else to their work if they have some here.

    "Sign in" leads through the account's first page, so whoever is going there is going nowhere in particular.
    """
    if going_to != HOME:
        return going_to
    role = find_role_of(person.id)
    if role is not None and role.permissions:
        return url_for("admin.home")
    return url_for("supplier.home") if works_anywhere(person.id) else HOME


def fresh(name: str) -> dict[str, Any] | None:
    """Return what was proven under `name` within the half hour."""
    kept: dict[str, Any] | None = session.get(name)
    if kept is None or clock.now() - datetime.fromisoformat(kept["at"]) > LASTS:
        return None
    return kept


def half_way() -> Person | None:
    """Return who still owes the second step: on the way in, or signed in and going where it is asked for."""
    kept = fresh(HALF)
    return get_person(kept["person_id"]) if kept else access.current_person()
