"""Somebody reports a listing, or whom they talk with."""

from datetime import datetime

from sqlalchemy import select

from marketplace.domains.listings.models import Listing, Seller
from marketplace.domains.listings.states import PUBLIC
from marketplace.domains.messaging.queries import get_conversation
from marketplace.domains.support.report import report
from marketplace.foundation.db import session
from marketplace.foundation.refusals import Missing

KINDS = ("listing", "seller", "conversation")


def subject_of(*, kind: str, ref: str, person_id: int) -> tuple[str, int]:
    """Return (subject, whose it is) for what an address names. Refuses: what this person cannot see."""
    if kind == "listing":
        row = session.execute(
            select(Listing.id, Listing.seller_id).where(Listing.number == ref, Listing.state.in_(PUBLIC))
        ).one_or_none()
        if row is not None:
            return f"listing:{row.id}", row.seller_id
    elif kind == "seller":
        found = session.scalar(select(Seller.person_id).where(Seller.handle == ref))
        if found is not None:
            return f"person:{found}", found
    elif kind == "conversation":
        talk = get_conversation(ref, person_id=person_id)
        other = talk.seller_id if talk.buyer_id == person_id else talk.buyer_id
        return f"conversation:{talk.id}", other
    raise Missing


def report_subject(*, kind: str, ref: str, reporter_id: int, reason: str, words: str, at: datetime) -> bool:
    """Report it; False when this person did before. Refuses: what they cannot see, their own, no reason."""
    subject, against = subject_of(kind=kind, ref=ref, person_id=reporter_id)
    return report(
        subject=subject, against_id=against, reporter_id=reporter_id, reason=reason, words=words, at=at
    )
