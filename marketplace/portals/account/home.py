"""The first page of the account: who you are and where everything is."""

from flask import render_template
from flask.typing import ResponseReturnValue

from marketplace.domains.accounts.models import Person
from marketplace.domains.notifications.queries import count_unread
from marketplace.portals.account import portal
from marketplace.web import access, furniture


@furniture.unread_count
def unread(person: Person | None) -> int:
    """Count what the person has not read."""
    return count_unread(person.id) if person else 0


@portal.get("/")
def home() -> ResponseReturnValue:
    return render_template("account/home/show.html", who=access.me())
