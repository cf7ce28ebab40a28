"""Names stored before they were looked at: those that say how to reach their owner are put before moderators."""

from dataclasses import dataclass
from datetime import datetime

from marketplace.domains.listings.moderation.queries import public_names
from marketplace.domains.support.report import NAME, report
from marketplace.foundation.contacts import contacts_in

WINDOW = 2000


@dataclass(frozen=True, slots=True)
class Seen:
    """What a window held: its last person, how many they were, and how many names were reported now."""

    last_id: int
    people: int
    reported: int


def report_names(*, after: int, at: datetime) -> Seen:
    """Report the names of the next 2,000 people after this one that would be refused today, each name once.

    No name is altered: a moderator asks its owner for another, or lets it stand.
    """
    rows = public_names(after=after, limit=WINDOW)
    shown = [(f"person:{row.id}", row.id, row.display_name) for row in rows]
    shown += [(f"company:{row.id}", row.id, row.company_name) for row in rows]
    reported = sum(
        report(subject=subject, against_id=person_id, reporter_id=None, reason=NAME, words=name, at=at)
        for subject, person_id, name in shown
        if contacts_in(name)
    )
    return Seen(rows[-1].id if rows else after, len(rows), reported)
