"""Everything read about people."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select

from marketplace.domains.accounts.contacts import Contact
from marketplace.domains.accounts.models import Address, Person, ProofChange, RecoveryCode, Staff, WebSession
from marketplace.foundation.db import session
from marketplace.foundation.dials import dial
from marketplace.foundation.refusals import Missing
from marketplace.foundation.text import N_

UNDO_WITHIN = dial(
    "undo_within_days",
    7,
    low=1,
    high=30,
    group="security",
    about=N_("Days in which a person can take back a change of their contacts, password or second step."),
)


def find_person_by_contact(contact: Contact) -> Person | None:
    """Return whose verified contact this is."""
    return session.scalars(select(Person).where(is_contact(contact))).one_or_none()


def addresses_of(contact: Contact) -> Sequence[str]:
    """Return the network addresses whoever has this contact is signed in from."""
    statement = select(WebSession.address).join(Person, Person.id == WebSession.person_id)
    return session.scalars(statement.where(is_contact(contact)).distinct()).all()


def is_contact(contact: Contact) -> ColumnElement[bool]:
    """Return the condition that a person has this contact, verified."""
    if contact.kind == "email":
        return (func.lower(Person.email) == contact.value) & Person.email_verified_at.is_not(None)
    return (Person.phone == contact.value) & Person.phone_verified_at.is_not(None)


def get_person(person_id: int) -> Person:
    """Return a person. Refuses: one who does not exist."""
    found = session.get(Person, person_id)
    if found is None:
        raise Missing
    return found


def list_addresses(person_id: int) -> Sequence[Address]:
    """Return a person's addresses, the default one first, then the newest."""
    return session.scalars(
        select(Address)
        .where(Address.person_id == person_id, Address.deleted_at.is_(None))
        .order_by(Address.is_default.desc(), Address.id.desc())
    ).all()


def get_address(person_id: int, address_id: int, *, removed: bool = False) -> Address:
    """Return one of a person's addresses (`removed`: of the bin). Refuses: another's, as if it did not exist."""
    found = session.scalars(
        select(Address).where(
            Address.id == address_id,
            Address.person_id == person_id,
            Address.deleted_at.is_not(None) if removed else Address.deleted_at.is_(None),
        )
    ).one_or_none()
    if found is None:
        raise Missing
    return found


def list_sessions(person_id: int, *, idle: timedelta, at: datetime) -> Sequence[WebSession]:
    """Return a person's live sessions, the one seen last first."""
    return session.scalars(
        select(WebSession)
        .where(WebSession.person_id == person_id, WebSession.expires_at > at, WebSession.seen_at > at - idle)
        .order_by(WebSession.seen_at.desc(), WebSession.public_id)
    ).all()


def find_contacts_lost(person_id: int, at: datetime) -> Sequence[ProofChange]:
    """Return a person's replaced or removed contacts that can still be brought back, oldest first."""
    statement = select(ProofChange).where(
        ProofChange.person_id == person_id,
        ProofChange.was.is_not(None),
        ProofChange.undone_at.is_(None),
        ProofChange.at > at - UNDO_WITHIN.span,
    )
    return session.scalars(statement.order_by(ProofChange.id)).all()


def get_change(change_id: int) -> ProofChange:
    """Return a change of how somebody proves themselves. Refuses: one that does not exist."""
    found = session.get(ProofChange, change_id)
    if found is None:
        raise Missing
    return found


def is_staff(person_id: int) -> bool:
    """Say whether this person works for the operator."""
    return session.get(Staff, person_id) is not None


def count_recovery_codes(person_id: int) -> int:
    """Return how many recovery codes are unused."""
    unused = select(func.count()).where(RecoveryCode.person_id == person_id, RecoveryCode.used_at.is_(None))
    return session.execute(unused).scalar_one()


def people_by_id(person_ids: Collection[int]) -> dict[int, Person]:
    """Return id → person, for the people one page speaks of."""
    ids = list(person_ids)
    return {p.id: p for p in session.scalars(select(Person).where(Person.id.in_(ids)))} if ids else {}
