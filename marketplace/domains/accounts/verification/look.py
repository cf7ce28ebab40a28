"""Staff look at a document: each look is a row."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from marketplace.domains.accounts.models import Person
from marketplace.domains.accounts.verification.models import DocumentView, Verification, VerificationDocument
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import session
from marketplace.foundation.refusals import Missing


def look(*, document_id: int, number: str, actor: Actor, at: datetime) -> VerificationDocument:
    """Note that a member of staff looks at a document; return it. Refuses: another request's, forgotten ones."""
    row = session.scalars(
        select(VerificationDocument)
        .join(Verification, Verification.id == VerificationDocument.verification_id)
        .where(
            VerificationDocument.id == document_id,
            Verification.number == number,
            VerificationDocument.forgotten_at.is_(None),
        )
    ).one_or_none()
    if row is None or actor.id is None:
        raise Missing
    session.add(DocumentView(document_id=row.id, viewer_id=actor.id, at=at))
    return row


def looks_at(verification_id: int, *, most: int = 50) -> Sequence[Any]:
    """Return who looked at which side when, newest first."""
    return session.execute(
        select(VerificationDocument.side, Person.display_name, DocumentView.at)
        .join(VerificationDocument, VerificationDocument.id == DocumentView.document_id)
        .join(Person, Person.id == DocumentView.viewer_id)
        .where(VerificationDocument.verification_id == verification_id)
        .order_by(DocumentView.id.desc())
        .limit(most)
    ).all()
