"""Which fact is written to an address rather than told to a person: it lost its account, or has none yet."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

from marketplace.domains.accounts import contacts
from marketplace.domains.accounts.events import ChangeTakenBack, ProofChanged
from marketplace.domains.accounts.models import Person, ProofChange
from marketplace.domains.accounts.queries import UNDO_WITHIN, find_contacts_lost
from marketplace.domains.notifications.speak import words
from marketplace.domains.notifications.write import Letter
from marketplace.domains.suppliers.events import Invited
from marketplace.domains.suppliers.models import Invitation, Supplier
from marketplace.foundation.db import session
from marketplace.foundation.outbox import Fact

Letters = Iterator[Letter]
TO_LOST = {
    "password": "password_changed",
    "second_step": "second_step_on",
    "no_second_step": "second_step_off",
}
INVITATIONS = "/supplier/invitations"


def letters_for(facts: Sequence[Fact], at: datetime) -> list[Letter]:
    """Say which addresses are written to because of these facts."""
    return [
        letter
        for fact in facts
        if (write := LETTERS.get(type(fact))) is not None
        for letter in write(fact, at)
    ]


def _of_change(fact: ProofChanged, at: datetime) -> Letters:
    """Warn the contact that was replaced; for a week it also hears of what else is changed."""
    person = session.get(Person, fact.person_id)
    if person is None:
        return
    for lost in find_contacts_lost(person.id, at):
        if lost.id == fact.change_id:
            yield _letter(lost, person, "contact_lost", f"contact_lost:{lost.id}")
        elif fact.what in TO_LOST and lost.id < fact.change_id:
            yield _letter(lost, person, TO_LOST[fact.what], f"lost:{lost.id}:{fact.change_id}")


def _letter(lost: ProofChange, person: Person, kind: str, key: str) -> Letter:
    # The link takes the loss of this address back, whatever happened since: with it the account is the owner's again.
    return Letter(
        to=lost.was or "",
        language=person.language,
        kind=kind,
        key=key,
        link=f"/account/changes/{lost.id}",
        params={"name": person.display_name, "days": UNDO_WITHIN()},
    )


def _of_taking_back(fact: ChangeTakenBack, _at: datetime) -> Letters:
    person = session.get(Person, fact.person_id)
    if person is None:
        return
    for number, displaced in enumerate(fact.displaced.split()):
        yield Letter(
            to=displaced,
            language=person.language,
            kind="contact_returned",
            key=f"contact_returned:{fact.change_id}" + (f":{number}" if number else ""),
            params={"contact": contacts.of(displaced).masked},
        )


def _of_invitation(fact: Invited, _at: datetime) -> Letters:
    row = session.get(Invitation, fact.invitation_id)
    if row is None or row.state != "waiting":
        return
    host, supplier = session.get_one(Person, row.invited_by), session.get_one(Supplier, row.supplier_id)
    yield Letter(
        to=row.email,
        language=host.language,
        kind="invited_to_work",
        key=f"invited:{row.id}",
        link=INVITATIONS,
        params={"supplier": words(supplier.name), "name": host.display_name},
    )


LETTERS: dict[type[Fact], Callable[[Any, datetime], Letters]] = {
    ProofChanged: _of_change,
    ChangeTakenBack: _of_taking_back,
    Invited: _of_invitation,
}
