"""Requests as staff look through them."""

from collections.abc import Sequence
from typing import Literal

from sqlalchemy import func, or_, select

from marketplace.domains.accounts.models import Person
from marketplace.domains.accounts.verification.models import Verification, VerificationDocument
from marketplace.foundation.db import session
from marketplace.foundation.paging import Page, paginate
from marketplace.foundation.queues import Question, waiting
from marketplace.foundation.refusals import Missing

STATES = ("submitted", "approved", "rejected", "revoked", "withdrawn")


def find_verifications(*, state: str, q: str = "", cursor: str | None = None) -> Page[Verification]:
    """Return a page of requests in a state: waiting ones oldest first, decided ones newest first."""
    stmt = select(Verification).where(Verification.state == state)
    if words := q.strip():
        people = select(Person.id).where(or_(Person.email == words.lower(), Person.phone == words))
        named = (Verification.name == words, Verification.company_name == words, Verification.number == words)
        stmt = stmt.where(or_(*named, Verification.person_id.in_(people)))
    order: Literal["asc", "desc"] = "asc" if state == "submitted" else "desc"
    return paginate(
        stmt, keys=[(Verification.submitted_at, order), (Verification.id, order)], cursor=cursor, size=30
    )


def count_waiting(most: int = 1000) -> int:
    """Return how many wait to be decided, counted up to `most`."""
    waiting = select(Verification.id).where(Verification.state == "submitted").limit(most).subquery()
    return session.scalar(select(func.count()).select_from(waiting)) or 0


def undecided() -> Question:
    """Return the question how many wait to be decided, and since when."""
    return waiting(Verification.submitted_at, Verification.state == "submitted")


def get_verification(number: str) -> Verification:
    """Return the request with this number. Refuses: an unknown one, and drafts, which are their person's alone."""
    row = session.scalars(
        select(Verification).where(Verification.number == number, Verification.state != "draft")
    ).one_or_none()
    if row is None:
        raise Missing
    return row


def unasked(*, limit: int) -> Sequence[int]:
    """Return the waiting requests the register has not been asked about, oldest first."""
    stmt = select(Verification.id).where(Verification.state == "submitted", Verification.says == "")
    return session.scalars(stmt.order_by(Verification.id).limit(limit)).all()


def is_verified(person_id: int) -> bool:
    """Say whether this person's real name is verified."""
    stmt = select(Verification.id).where(
        Verification.person_id == person_id, Verification.state == "approved"
    )
    return session.scalar(stmt) is not None


def stale_documents(*, before: object, limit: int) -> Sequence[VerificationDocument]:
    """Return documents still stored though replaced, or decided about or left lying since before `before`."""
    replaced = VerificationDocument.forgotten_at.is_not(None)
    over = func.coalesce(Verification.decided_at, Verification.submitted_at) < before
    return session.scalars(
        select(VerificationDocument)
        .join(Verification, Verification.id == VerificationDocument.verification_id)
        .where(VerificationDocument.stored != "", or_(replaced, over & (Verification.state != "submitted")))
        .order_by(VerificationDocument.id)
        .limit(limit)
    ).all()
