"""Open an account for whoever proved a contact."""

from datetime import datetime

from marketplace.domains.accounts.contacts import Contact
from marketplace.domains.accounts.edit_profile import read_name
from marketplace.domains.accounts.events import PersonRegistered
from marketplace.domains.accounts.models import Person
from marketplace.domains.accounts.proofs.passwords import hashed
from marketplace.domains.accounts.queries import find_person_by_contact
from marketplace.foundation import locks
from marketplace.foundation.db import session
from marketplace.foundation.outbox import record
from marketplace.foundation.refusals import Stale
from marketplace.foundation.text import N_


def register(*, contact: Contact, name: str, language: str, password: str = "", at: datetime) -> Person:
    """Make the person whose `contact` was just proven; a password is a choice.

    Refuses: what `read_name` refuses, a contact that has an account by now, a password that is too short or too common.
    """
    name = read_name(name)
    locks.lock_name(f"contact:{contact.value}")
    if find_person_by_contact(contact) is not None:
        raise Stale(N_("This contact has an account. Sign in with it."))
    person = Person(display_name=name, language=language, created_at=at)
    set_contact(person, contact, at)
    if password:
        not_like = (name, contact.value, contact.value.partition("@")[0])
        person.password_hash = hashed(password, not_like=not_like)
    session.add(person)
    session.flush()
    record(PersonRegistered(person.id), at)
    return person


def set_contact(person: Person, contact: Contact, at: datetime) -> None:
    """Write a proven contact on its person."""
    if contact.kind == "email":
        person.email, person.email_verified_at = contact.value, at
    else:
        person.phone, person.phone_verified_at = contact.value, at
