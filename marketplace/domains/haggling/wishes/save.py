"""Save a search of used goods to hear of it again once a day, or forget it."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from marketplace.domains.haggling.events import SearchFound
from marketplace.domains.haggling.models import SavedSearch
from marketplace.foundation.db import session
from marketplace.foundation.outbox import record
from marketplace.foundation.refusals import Missing, Refused
from marketplace.foundation.text import N_

MOST = 30
LONGEST_NAME = 80
EVERY = timedelta(days=1)


def save(*, person_id: int, name: str, query: Mapping[str, Sequence[str]], at: datetime) -> SavedSearch:
    """Save a search; the same one is saved once. Refuses: one that asks for nothing, too many."""
    wanted = {key: list(values) for key, values in sorted(query.items()) if any(values)}
    if not wanted:
        raise Refused(N_("Search for something first, then save it."))
    known = session.scalars(select(SavedSearch).where(SavedSearch.person_id == person_id)).all()
    for row in known:
        if row.query == wanted:
            return row
    if len(known) >= MOST:
        raise Refused(N_("You have %(most)s saved searches. Take one away first."), most=MOST)
    name = " ".join(name.split())[:LONGEST_NAME] or N_("Second-hand")
    row = SavedSearch(
        person_id=person_id, name=name, query=wanted, told_until=at, next_at=at + EVERY, created_at=at
    )
    session.add(row)
    session.flush()
    return row


def forget(*, search_id: int, person_id: int) -> None:
    """Forget a saved search. Refuses: another's, as if it were not there."""
    gone = session.scalar(
        delete(SavedSearch)
        .where(SavedSearch.id == search_id, SavedSearch.person_id == person_id)
        .returning(SavedSearch.id)
    )
    if gone is None:
        raise Missing


def note_found(*, search: SavedSearch, count: int, at: datetime) -> None:
    """Note that a search was looked at: its person hears of what is new, and it is looked at again tomorrow."""
    if count:
        record(SearchFound(search.id, count, at.date().isoformat()), at)
    search.told_until = at
    search.next_at = at + EVERY
