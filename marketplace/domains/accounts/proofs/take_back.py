"""It was not me: undo a change of proof, and put everybody out who may have made it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

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

KINDS = ("email", "phone")


def take_back(*, change: ProofChange, at: datetime) -> Person:
    """Bring the old contacts back, sign every device out and take the password away: a code lets the owner in.

    What was changed after it goes with it: whoever made this change may have made those, and holds the ways to undo
    them. A second step turned on since goes too. Doing it again does nothing. Refuses: a change of long ago (Stale), a
    contact that is another account's by now.
    """
    person = get_person(change.person_id)
    locks.lock_name(f"proofs:{person.id}")
    session.refresh(change)
    if change.undone_at is not None:
        return person
    if change.at <= at - UNDO_WITHIN.span:
        raise Stale(N_("This was too long ago to be taken back here. Write to us."))
    since = _since(change)
    displaced = _bring_back(person, since, at)
    end_sessions(person_id=person.id)
    person.password_hash = None
    if not change.had_second_step:
        forget_second_step(person)
    for one in since:
        one.undone_at = at
    record(ChangeTakenBack(person.id, change.id, " ".join(displaced)), at)
    return person


def _since(change: ProofChange) -> Sequence[ProofChange]:
    """Return a change and those made after it that stand, oldest first."""
    later = select(ProofChange).where(
        ProofChange.person_id == change.person_id,
        ProofChange.id >= change.id,
        ProofChange.undone_at.is_(None),
    )
    return session.scalars(later.order_by(ProofChange.id)).all()


def _bring_back(person: Person, since: Sequence[ProofChange], at: datetime) -> list[str]:
    """Restore the contacts as they were before the first change of each kind; return those that go for them."""
    firsts = {change.what: change for change in reversed(since) if change.what in KINDS}
    gone = []
    for kind in KINDS:
        if kind in firsts:
            was, now = firsts[kind].was, person.email if kind == "email" else person.phone
            _restore(person, kind, was, at)
            gone += [now] if now and now != was else []
    return gone


def _restore(person: Person, kind: str, was: str | None, at: datetime) -> None:
    if was is not None:
        lost = contacts.of(was)
        locks.lock_name(f"contact:{was}")
        holder = find_person_by_contact(lost)
        if holder is not None and holder.id != person.id:
            raise Refused(N_("Another account has this contact by now. Write to us."))
        set_contact(person, lost, at)
    elif kind == "email":
        person.email, person.email_verified_at = None, None
    else:
        person.phone, person.phone_verified_at = None, None
