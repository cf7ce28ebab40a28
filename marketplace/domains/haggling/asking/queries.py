"""Reading what was asked about a listing."""

from collections.abc import Sequence

from sqlalchemy import select

from marketplace.domains.haggling.models import Question
from marketplace.foundation.db import session

MOST = 50


def questions_of(listing_id: int) -> Sequence[Question]:
    """Return what was asked about a listing and may be read, newest first."""
    stmt = select(Question).where(Question.listing_id == listing_id, Question.state == "shown")
    return session.scalars(stmt.order_by(Question.id.desc()).limit(MOST)).all()
