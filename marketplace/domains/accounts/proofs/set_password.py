"""Set, change or take away a password."""

from datetime import datetime

from marketplace.domains.accounts.models import Person
from marketplace.domains.accounts.proofs.note_change import note_change
from marketplace.domains.accounts.proofs.passwords import hashed


def set_password(*, person: Person, password: str, at: datetime) -> None:
    """Give the person a new password and tell them so; the caller ends their other sessions.

    Refuses: a password that is too short, too long or too common.
    """
    not_like = (
        person.display_name,
        person.email or "",
        (person.email or "").partition("@")[0],
        person.phone or "",
    )
    person.password_hash = hashed(password, not_like=not_like)
    note_change(person=person, what="password", at=at)
