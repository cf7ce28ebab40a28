"""What waits for moderators: oldest first, counted, by flag."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from sqlalchemy import exists, func, literal, or_, select, text, union_all

from marketplace.domains.accounts.models import Person
from marketplace.domains.listings.models import FLAGGED, SHOWN, WAITS, Listing, ListingEdit, Seller, flagged
from marketplace.foundation.db import session
from marketplace.foundation.paging import Page, paginate
from marketplace.foundation.queues import Question, waiting
from marketplace.foundation.refusals import Missing

MOST_COUNTED = 1000  # of each: whoever sees that there are more knows enough
DECIDED = text("state IN ('changes', 'rejected')")  # as its index says it
Key = tuple[Any, Literal["asc", "desc"]]
STATES = ("submitted", "published", "changes", "rejected")


def waiting_listings(*, state: str = "submitted", flag: str = "", cursor: str | None = None) -> Page[Listing]:
    """Return a page of listings in a state: those that wait oldest first, by flag; decided ones newest first.

    Each order is an index's own, so that a page costs the same however many there are.
    """
    if state == "submitted":
        stmt = select(Listing).where(flagged(flag) if flag in FLAGGED else WAITS)
        keys: list[Key] = [(Listing.submitted_at, "asc"), (Listing.id, "asc")]
    elif state == "published":
        stmt, keys = select(Listing).where(SHOWN), [(Listing.published_at, "desc"), (Listing.id, "desc")]
    else:
        stmt = select(Listing).where(DECIDED, Listing.state == state)
        keys = [(Listing.submitted_at, "desc"), (Listing.id, "desc")]
    return paginate(stmt.where(Listing.submitted_at.is_not(None)), keys=keys, cursor=cursor, size=30)


def waiting_edits_page(*, cursor: str | None = None) -> Page[ListingEdit]:
    """Return a page of edits that wait, oldest first."""
    stmt = select(ListingEdit).where(WAITS)
    return paginate(
        stmt, keys=[(ListingEdit.submitted_at, "asc"), (ListingEdit.id, "asc")], cursor=cursor, size=30
    )


def count_by_flag() -> Mapping[str, int]:
    """Return flag → how many waiting listings carry it, and "" → how many wait; each counted up to 1,001."""
    counts = []
    for code in ("", *FLAGGED):
        some = select(Listing.id).where(flagged(code) if code else WAITS).limit(MOST_COUNTED + 1).subquery()
        counts.append(select(literal(code).label("flag"), func.count().label("number")).select_from(some))
    return {row.flag: row.number for row in session.execute(union_all(*counts))}


def count_waiting_edits() -> int:
    """Return how many edits wait, counted up to 1,001."""
    waiting = select(ListingEdit.id).where(WAITS).limit(MOST_COUNTED + 1).subquery()
    return session.scalar(select(func.count()).select_from(waiting)) or 0


def still_offering(limit: int) -> Sequence[Any]:
    """Return people who may not sell, or whose account is closed, and offer something: `person_id`, `is_active`."""
    offers = exists().where(
        Listing.seller_id == Seller.person_id, Listing.state.in_(("published", "submitted"))
    )
    stmt = select(Seller.person_id, (Person.state == "active").label("is_active"))
    barred = or_(Seller.state == "suspended", Person.state == "suspended")
    stmt = stmt.join(Person, Person.id == Seller.person_id).where(barred, offers)
    return session.execute(stmt.order_by(Seller.person_id).limit(limit)).all()


def public_names(*, after: int, limit: int) -> Sequence[Any]:
    """Return rows of `id`, `display_name` and `company_name`, what everybody sees of people, by id from `after` on."""
    stmt = select(
        Person.id, Person.display_name, func.coalesce(Seller.company_name, "").label("company_name")
    )
    stmt = stmt.outerjoin(Seller, Seller.person_id == Person.id).where(Person.id > after)
    return session.execute(stmt.order_by(Person.id).limit(limit)).all()


def unseen(model: type[Listing] | type[ListingEdit]) -> Question:
    """Return the question how many listings, or edits of them, nobody has decided, and since when."""
    return waiting(model.submitted_at, WAITS)


def get_submitted(number: str) -> Listing:
    """Return a listing for a moderator. Refuses: drafts nobody ever submitted, as if they were not there."""
    row = session.scalars(
        select(Listing).where(Listing.number == number, Listing.submitted_at.is_not(None))
    ).one_or_none()
    if row is None:
        raise Missing
    return row


def next_waiting(after: Listing) -> Listing | None:
    """Return the one that waits next after this one, else the oldest other."""
    waits = select(Listing).where(WAITS, Listing.id != after.id)
    order = (Listing.submitted_at, Listing.id)
    later = waits.where(Listing.submitted_at >= after.submitted_at).order_by(*order).limit(1)
    return session.scalars(later).one_or_none() or session.scalars(waits.order_by(*order).limit(1)).first()


def get_edit(edit_id: int) -> ListingEdit:
    """Return an edit. Refuses: an unknown one."""
    row = session.get(ListingEdit, edit_id)
    if row is None:
        raise Missing
    return row


def changes_of(edit: ListingEdit, listing: Listing) -> Sequence[tuple[str, Any, Any]]:
    """Return (column, now, wanted) of each change, photos left to the photo room."""
    return [(name, getattr(listing, name), value) for name, value in edit.changes.items() if name != "photos"]
