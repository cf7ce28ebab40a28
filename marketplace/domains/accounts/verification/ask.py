"""Ask to be verified: say who one is, show the documents, send it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select, update

from marketplace.domains.accounts.events import VerificationSubmitted
from marketplace.domains.accounts.models import Person
from marketplace.domains.accounts.states import VERIFICATION
from marketplace.domains.accounts.verification.models import Verification, VerificationDocument
from marketplace.domains.accounts.verification.read import SIDES, Claim
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import session
from marketplace.foundation.ids import new_number
from marketplace.foundation.locks import lock_row
from marketplace.foundation.outbox import record
from marketplace.foundation.refusals import Missing, Refused, Stale
from marketplace.foundation.seal import keyed, seal
from marketplace.foundation.states import advance, note
from marketplace.foundation.text import N_

IDENTITY, DOCUMENT = "identity", "document"  # what seals are for
DECIDED = ("submitted", "approved")


def claim(*, person_id: int, said: Claim, phone: str, actor: Actor, at: datetime) -> Verification:
    """Write down who somebody says they are, as a draft; said again, it takes the place of what was said before.

    Refuses: while one is waiting or approved (Stale).
    """
    if lock_row(Person, person_id) is None:
        raise Missing
    row = latest_of(person_id)
    if row is not None and row.state in DECIDED:
        raise Stale(N_("Your name is being checked already, or is verified."))
    if row is None or row.state != "draft":
        row = Verification(number=new_number("V"), person_id=person_id, state="draft", submitted_at=at)
        session.add(row)
    row.kind, row.name, row.company_name, row.phone = said.kind, said.name, said.company, phone
    row.identity_sealed = seal(f"{said.number} {said.code}".strip(), IDENTITY)
    row.identity_hash = keyed(said.identity, IDENTITY)
    row.identity_tail = said.identity[-4:]
    session.flush()
    note("verification", row.id, "claim", row.state, row.state, actor=actor, at=at)
    return row


def show(*, verification: Verification, side: str, stored: str, at: datetime) -> VerificationDocument:
    """Add the document stored under this key; a later one takes the place of an earlier one of the same side.

    Refuses: a side that is not asked for; when it has been sent already (Stale).
    """
    if side not in SIDES[verification.kind]:
        raise Missing
    if verification.state != "draft":
        raise Stale(VERIFICATION.refusal)
    for earlier in documents_of(verification.id):
        if earlier.side == side:
            earlier.forgotten_at = at
    row = VerificationDocument(verification_id=verification.id, side=side, stored=stored, created_at=at)
    session.add(row)
    session.flush()
    return row


def send(*, person_id: int, actor: Actor, at: datetime) -> Verification:
    """Send the draft to be checked; sent again, it is sent once. Refuses: documents still missing."""
    if lock_row(Person, person_id) is None:
        raise Missing
    row = latest_of(person_id)
    if row is None or row.state in ("rejected", "withdrawn", "revoked"):
        raise Missing
    shown = {document.side for document in documents_of(row.id)}
    if row.state == "draft" and not shown.issuperset(SIDES[row.kind]):
        raise Refused(N_("Add a photo of each document first."))
    if advance(row, VERIFICATION, "submit", actor=actor, at=at):
        row.submitted_at = at
        record(VerificationSubmitted(row.id), at)
    return row


def withdraw(*, person_id: int, actor: Actor, at: datetime) -> bool:
    """Take back what was sent, to say it anew; False when it is taken back already."""
    if lock_row(Person, person_id) is None:
        raise Missing
    row = latest_of(person_id)
    if row is None:
        raise Missing
    return advance(row, VERIFICATION, "withdraw", actor=actor, at=at)


def latest_of(person_id: int) -> Verification | None:
    """Return the newest request of this person."""
    stmt = select(Verification).where(Verification.person_id == person_id).order_by(Verification.id.desc())
    return session.scalars(stmt.limit(1)).one_or_none()


def documents_of(verification_id: int) -> list[VerificationDocument]:
    """Return the documents that count, oldest first."""
    stmt = select(VerificationDocument).where(
        VerificationDocument.verification_id == verification_id, VerificationDocument.forgotten_at.is_(None)
    )
    return list(session.scalars(stmt.order_by(VerificationDocument.id)))


def forget_all(document_ids: Sequence[int], *, at: datetime) -> None:
    """Note that these documents are no longer in the store."""
    values = {"stored": "", "forgotten_at": func.coalesce(VerificationDocument.forgotten_at, at)}
    session.execute(
        update(VerificationDocument).where(VerificationDocument.id.in_(document_ids)).values(values)
    )
