"""Look again at saved searches that are due: who saved one hears once a day of what is new, and only then."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from marketplace.domains.accounts.models import Person
from marketplace.domains.catalog.tree.atlas import Atlas, atlas
from marketplace.domains.haggling.models import SavedSearch
from marketplace.domains.haggling.wishes.queries import due_searches
from marketplace.domains.haggling.wishes.save import note_found
from marketplace.domains.listings.search.find import find
from marketplace.foundation.db import session
from marketplace.foundation.money import settlement_currency
from marketplace.journeys.browsing.seek import read, seek

BATCH = 50
MOST_TOLD = 50  # beyond it "50 and more" is all anybody wants to know
LONGEST_GAP = timedelta(days=7)  # of what came meanwhile, this much is news


def look_again(*, at: datetime) -> int:
    """Look at the searches that are due, a batch of them; return how many there were. Run until there are none."""
    tree = atlas()
    due = due_searches(at, limit=BATCH)
    for search in due:
        note_found(search=search, count=_new(search, tree, at), at=at)
    return len(due)


def _new(search: SavedSearch, tree: Atlas, at: datetime) -> int:
    """Return how many others listed what is sought since the search was last looked at."""
    since = max(search.told_until, at - LONGEST_GAP)
    filters = read(search.query, tree, currency=settlement_currency())
    if session.scalar(select(Person.state).where(Person.id == search.person_id)) != "active":
        return 0
    rows: list[Any] = list(find(seek(filters, tree, today=at.date()), sort="newest", size=MOST_TOLD).rows)
    return sum(1 for row in rows if row.published_at > since and row.seller_id != search.person_id)
