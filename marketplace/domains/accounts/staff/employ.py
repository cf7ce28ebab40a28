"""Take somebody on as staff, give them another role, or let them go."""

from datetime import datetime

from marketplace.domains.accounts.end_sessions import end_sessions
from marketplace.domains.accounts.models import Person, Staff
from marketplace.domains.accounts.staff.compose import LAST_KEEPER, LOCK
from marketplace.domains.accounts.staff.queries import count_keepers, find_role_of, get_role
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import session
from marketplace.foundation.locks import lock_name
from marketplace.foundation.refusals import Missing, Refused
from marketplace.foundation.states import note
from marketplace.foundation.text import N_

SUBJECT = "staff"


def employ(*, person: Person, role_id: int, actor: Actor, at: datetime) -> bool:
    """Give a person a role, their first or another; False when they have it already.

    They sign in anew, so that what they may do is what the role says. Refuses: oneself, a suspended person,
    leaving nobody who may compose roles.
    """
    lock_name(LOCK)
    role = get_role(role_id)
    _refuse_self(person, actor)
    if not person.is_active:
        raise Refused(N_("This account is suspended."), field="contact")
    before = find_role_of(person.id)
    if before is not None and before.id == role.id:
        return False
    was = before.name if before else ""
    if before is None:
        session.add(Staff(person_id=person.id, role_id=role.id, since=at))
    else:
        session.get_one(Staff, person.id).role_id = role.id
    _settled(person, "employ", (was, role.name), actor, at)
    return True


def let_go(*, person: Person, actor: Actor, at: datetime) -> None:
    """Take a person's role away. Refuses: oneself, and the last who may compose roles."""
    lock_name(LOCK)
    _refuse_self(person, actor)
    role, row = find_role_of(person.id), session.get(Staff, person.id)
    if role is None or row is None:
        raise Missing
    session.delete(row)
    _settled(person, "let_go", (role.name, ""), actor, at)


def _settled(person: Person, verb: str, move: tuple[str, str], actor: Actor, at: datetime) -> None:
    session.flush()
    if count_keepers() == 0:
        raise Refused(LAST_KEEPER)
    was, became = (name[:40] for name in move)
    note(SUBJECT, person.id, verb, was, became, actor=actor, at=at)
    end_sessions(person_id=person.id)


def _refuse_self(person: Person, actor: Actor) -> None:
    if actor.id == person.id:
        raise Refused(N_("You cannot change your own role. Ask a colleague."))
