"""The first page of the account: who you are and where everything is."""

from flask import render_template
from flask.typing import ResponseReturnValue

from marketplace.domains.accounts.models import Person, WebSession
from marketplace.domains.notifications.queries import count_unread, unread_of
from marketplace.domains.suppliers.queries import invitations_for
from marketplace.portals.account import portal
from marketplace.web import access, furniture


@furniture.unread_count(unread_of(WebSession.person_id, WebSession))
def unread(person: Person | None) -> int:
    """Count what the person has not read."""
    return count_unread(person.id) if person else 0


@portal.get("/")
def home() -> ResponseReturnValue:
    who = access.me()
    invited = invitations_for(who.email) if who.email and who.email_verified_at else ()
    return render_template("account/home/show.html", who=who, invited=len(invited))
