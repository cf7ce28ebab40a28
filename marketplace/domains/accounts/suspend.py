"""Suspend a person, and let them back in."""

from datetime import datetime

from marketplace.domains.accounts.end_sessions import end_sessions
from marketplace.domains.accounts.models import Person
from marketplace.domains.accounts.states import PERSON
from marketplace.foundation.actors import Actor
from marketplace.foundation.refusals import Refused
from marketplace.foundation.states import advance
from marketplace.foundation.text import N_


def suspend(*, person: Person, why: str, actor: Actor, at: datetime) -> bool:
    """Close the account for now and end its sessions; False when it already is. Refuses: suspending oneself."""
    if actor.kind == "person" and actor.id == person.id:
        raise Refused(N_("You cannot suspend yourself."))
    moved = advance(person, PERSON, "suspend", actor=actor, at=at, why=why)
    end_sessions(person_id=person.id)
    return moved


def restore(*, person: Person, why: str, actor: Actor, at: datetime) -> bool:
    """Open the account again; False when it already is."""
    return advance(person, PERSON, "restore", actor=actor, at=at, why=why)
