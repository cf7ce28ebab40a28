"""Write down that a person proves themselves otherwise from now on, so that they hear of it and can take it back."""

from datetime import datetime
from typing import Literal

from marketplace.domains.accounts.events import ProofChanged
from marketplace.domains.accounts.models import Person, ProofChange
from marketplace.foundation.db import session
from marketplace.foundation.outbox import record

What = Literal["password", "email", "phone", "second_step", "no_second_step"]


def note_change(*, person: Person, what: What, at: datetime, was: str | None = None) -> ProofChange:
    """Write a change down before it is made; `was` is the contact that is replaced or removed."""
    had = person.totp_secret is not None
    change = ProofChange(person_id=person.id, what=what, was=was, had_second_step=had, at=at)
    session.add(change)
    session.flush()
    record(ProofChanged(person.id, what, change.id), at)
    return change
