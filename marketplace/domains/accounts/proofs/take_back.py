"""It was not me: undo a change of proof, and put everybody out who may have made it."""

from datetime import datetime

from marketplace.domains.accounts import contacts
from marketplace.domains.accounts.end_sessions import end_sessions
from marketplace.domains.accounts.events import ChangeTakenBack
from marketplace.domains.accounts.models import Person, ProofChange
from marketplace.domains.accounts.proofs.second_step import forget_second_step
from marketplace.domains.accounts.queries import UNDO_WITHIN, find_person_by_contact, get_person
from marketplace.domains.accounts.register import set_contact
from marketplace.foundation import locks
from marketplace.foundation.db import session
from marketplace.foundation.outbox import record
from marketplace.foundation.refusals import Refused, Stale
from marketplace.foundation.text import N_


def take_back(*, change: ProofChange, at: datetime) -> Person:
    """Bring the old contact back, sign every device out and take the password away: a code lets the owner in.

    A second step turned on since goes too. Doing it again does nothing. Refuses: a change of long ago (Stale), a
    contact that is another account's by now.
    """
    person = get_person(change.person_id)
    locks.lock_name(f"proofs:{person.id}")
    session.refresh(change)
    if change.undone_at is not None:
        return person
    if change.at <= at - UNDO_WITHIN.span:
        raise Stale(N_("This was too long ago to be taken back here. Write to us."))
    displaced = _bring_back(person, change, at)
    end_sessions(person_id=person.id)
    person.password_hash = None
    if not change.had_second_step:
        forget_second_step(person)
    change.undone_at = at
    record(ChangeTakenBack(person.id, change.id, displaced or ""), at)
    return person


def _bring_back(person: Person, change: ProofChange, at: datetime) -> str | None:
    """Restore a replaced or removed contact; return the one that goes for it."""
    if change.was is None:
        return None
    lost = contacts.of(change.was)
    locks.lock_name(f"contact:{lost.value}")
    holder = find_person_by_contact(lost)
    if holder is not None and holder.id != person.id:
        raise Refused(N_("Another account has this contact by now. Write to us."))
    now = person.email if lost.kind == "email" else person.phone
    set_contact(person, lost, at)
    return now if now != lost.value else None
