"""What is listed follows a recall that begins or ends, a window of listings at a time."""

from datetime import datetime

from marketplace.domains.listings.models import Recall
from marketplace.domains.listings.recalls.follow import let_back, take_recalled
from marketplace.foundation.db import door, session


def follow_recall(*, recall_id: int, at: datetime) -> None:
    """Take what a recall covers off the shelf; or, where it has ended, tell the sellers. Opens its own transactions.

    Harmless when repeated, and stops when the recall changes its mind on the way.
    """
    after: int | None = 0
    holds = None
    while after is not None:
        with door():
            recall = session.get(Recall, recall_id)
            if recall is None or holds not in (None, recall.ended_at is None):
                return
            holds = recall.ended_at is None
            step = take_recalled if holds else let_back
            after = step(recall=recall, after=after, at=at)
