"""Add, change or remove the ways a person is reached."""

from datetime import datetime
from typing import Literal

from marketplace.domains.accounts.contacts import Contact
from marketplace.domains.accounts.models import Person
from marketplace.domains.accounts.proofs.note_change import note_change
from marketplace.domains.accounts.queries import find_person_by_contact
from marketplace.domains.accounts.register import set_contact
from marketplace.foundation import locks
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_


def change_contact(*, person: Person, contact: Contact, at: datetime) -> None:
    """Give the person a contact they have just proven; it replaces the one of its kind.

    Refuses: another account's contact. They proved it is theirs, so saying so gives nothing away.
    """
    locks.lock_name(f"contact:{contact.value}")
    holder = find_person_by_contact(contact)
    if holder is not None and holder.id != person.id:
        raise Refused(
            N_("Another account of yours has this contact. Sign out and sign in with it."), field="code"
        )
    was = person.email if contact.kind == "email" else person.phone
    if was == contact.value:
        set_contact(person, contact, at)
        return
    note_change(person=person, what=contact.kind, was=was, at=at)
    set_contact(person, contact, at)


def remove_contact(*, person: Person, kind: Literal["email", "phone"], at: datetime) -> None:
    """Forget a contact. Refuses: the last one, since nobody could sign in again."""
    other = person.phone_verified_at if kind == "email" else person.email_verified_at
    if other is None:
        raise Refused(N_("Keep one contact: you sign in with it."))
    was = person.email if kind == "email" else person.phone
    if was is None:
        return
    note_change(person=person, what=kind, was=was, at=at)
    if kind == "email":
        person.email, person.email_verified_at = None, None
    else:
        person.phone, person.phone_verified_at = None, None
