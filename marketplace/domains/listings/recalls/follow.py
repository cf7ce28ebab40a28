"""A recall meets what is listed already: it leaves the shelf by the window, and may come back when the recall ends.

How a brand or model is spelled is compared by `fold`, which SQL does not know: a window of rows is read, those that
fall under the recall are locked and looked at again.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select, update

from marketplace.domains.listings.clear import clear
from marketplace.domains.listings.events import ListingRecalled, ListingRecallEnded
from marketplace.domains.listings.models import Listing, Recall
from marketplace.domains.listings.queries import find_recall, fold
from marketplace.foundation.actors import SYSTEM
from marketplace.foundation.db import session
from marketplace.foundation.outbox import record_all
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_

RECALLED = "recalled"  # as the moderators' canned reason
WINDOW = 2000
OFFERED = ("submitted", "published", "reserved", "withheld")  # what is withheld would come back to the shelf
LEFT = ("draft", "reserved")


def refuse_recalled(listing: Listing) -> None:
    """Refuse what falls under a recall by now."""
    if find_recall(listing.brand, listing.model) is not None:
        raise Refused(N_("This model was called back by its maker and cannot be sold."))


def take_recalled(*, recall: Recall, after: int, at: datetime) -> int | None:
    """Take what a recall covers off the shelf, among the next listings after this id; return how far, None at the end.

    What waits, is withheld or on the shelf becomes a draft; what somebody is buying does, should they not.
    """
    rows = _window(after, OFFERED, Listing.reason != RECALLED)
    found = _locked([row for row in rows if covers([recall], row)], OFFERED)
    clear(found=found, reason=RECALLED, actor=SYSTEM, at=at)
    record_all([ListingRecalled(listing_id, recall.id) for listing_id in found], at)
    return _how_far(rows)


def let_back(*, recall: Recall, after: int, at: datetime) -> int | None:
    """Tell sellers, likewise, that what an ended recall took off the shelf can be submitted again."""
    holds = Recall.ended_at.is_(None), Recall.brand == recall.brand
    others = session.scalars(select(Recall).where(*holds)).all()
    rows = _window(after, LEFT, Listing.reason == RECALLED)
    free = [row for row in rows if covers([recall], row) and not covers(others, row)]
    found = list(_locked(free, LEFT))
    again = update(Listing).where(Listing.id.in_(found)).values(reason="")
    session.execute(again.execution_options(synchronize_session=False))
    record_all([ListingRecallEnded(listing_id) for listing_id in found], at)
    return _how_far(rows)


def covers(recalls: Iterable[Recall], row: Any) -> bool:
    """Say whether a row with `brand` and `model` falls under one of these."""
    brand, model = fold(row.brand), fold(row.model)
    return any(each.brand == brand and model.startswith(each.model) for each in recalls)


def _window(after: int, states: Sequence[str], more: ColumnElement[bool]) -> Sequence[Any]:
    wanted = select(Listing.id, Listing.brand, Listing.model).where(
        Listing.id > after, Listing.state.in_(states), more
    )
    return session.execute(wanted.order_by(Listing.id).limit(WINDOW)).all()


def _locked(rows: Sequence[Any], states: Sequence[str]) -> dict[int, str]:
    ids = [row.id for row in rows]
    stmt = select(Listing.id, Listing.state).where(Listing.id.in_(ids), Listing.state.in_(states))
    found = session.execute(stmt.order_by(Listing.id).with_for_update()) if ids else ()
    return {row.id: row.state for row in found}


def _how_far(rows: Sequence[Any]) -> int | None:
    return rows[-1].id if len(rows) == WINDOW else None
