"""Keep a listing for one buyer at a time, and let it go again. One statement decides between two who want it."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, update

from marketplace.domains.listings.drafting.edit import withdraw_edits
from marketplace.domains.listings.events import ListingGone
from marketplace.domains.listings.models import Listing, Seller
from marketplace.domains.listings.states import LISTING
from marketplace.foundation.actors import SYSTEM, Actor
from marketplace.foundation.db import session
from marketplace.foundation.outbox import record_all
from marketplace.foundation.refusals import Missing, Stale
from marketplace.foundation.states import advance_all, note
from marketplace.foundation.text import N_


def for_order(number: str) -> str:
    """Return the name a listing knows an order by."""
    return f"order:{number}"


def for_proposal(proposal_id: int) -> str:
    """Return the name a listing knows an accepted proposal by."""
    return f"proposal:{proposal_id}"


def reserve(
    *,
    listing_id: int,
    holder: str,
    actor: Actor,
    at: datetime,
    until: datetime | None = None,
    revision: int | None = None,
    instead_of: str | None = None,
) -> None:
    """Keep a listing on the shelf for `holder`, or hand on to it what was kept for `instead_of`.

    Refuses: one that is kept for another, was taken off the shelf, or changed since `revision` (Stale).
    """
    wanted = [Listing.state == "published"]
    if instead_of is not None:
        wanted = [Listing.state == "reserved", Listing.reserved_for == instead_of]
    if revision is not None:
        wanted.append(Listing.revision == revision)
    kept = session.execute(
        update(Listing)
        .where(Listing.id == listing_id, *wanted)
        .values(state="reserved", reserved_for=holder, reserved_until=until)
        .returning(Listing.id)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if kept is None:
        raise _why_not(listing_id)
    was = "published" if instead_of is None else "reserved"
    note(LISTING.subject, listing_id, "reserve", was, "reserved", actor=actor, at=at, details={"for": holder})


def _why_not(listing_id: int) -> Exception:
    row = session.execute(select(Listing.state).where(Listing.id == listing_id)).one_or_none()
    if row is None:
        return Missing()
    return Stale(LISTING.sentences.get(row.state, N_("This listing has just changed. Look at it again.")))


def free(*, holders: Collection[str], at: datetime, actor: Actor = SYSTEM) -> int:
    """Put what was kept for these holders back on the shelf; return how many listings that were.

    What belongs to a seller who may not sell is withheld instead; what was found not right or called back becomes
    a draft.
    """
    if not holders:
        return 0
    found = session.execute(
        select(Listing.id, Listing.seller_id, (Listing.reason + Listing.reason_words).label("no"))
        .where(Listing.reserved_for.in_(list(holders)), Listing.state == "reserved")
        .order_by(Listing.id)
        .with_for_update()
    ).all()
    # Asked once the listings are ours: whoever suspends a seller locks these rows too.
    sellers = {row.seller_id for row in found}
    barred = set(
        session.scalars(
            select(Seller.person_id).where(Seller.person_id.in_(sellers), Seller.state != "active")
        )
    )
    kept = {row.id: "reserved" for row in found}
    values = {"reserved_for": None, "reserved_until": None}
    advance_all(Listing, LISTING, "free", kept, actor=actor, at=at, values=values)
    wrong = {row.id: "published" for row in found if row.no}
    withheld = {row.id: "published" for row in found if row.seller_id in barred and row.id not in wrong}
    advance_all(Listing, LISTING, "unpublish", wrong, actor=SYSTEM, at=at)
    advance_all(Listing, LISTING, "withhold", withheld, actor=SYSTEM, at=at)
    withdraw_edits(listing_ids=[*wrong, *withheld], actor=SYSTEM, at=at)
    record_all([ListingGone(listing_id) for listing_id in (*wrong, *withheld)], at)
    return len(found)
