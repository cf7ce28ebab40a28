"""A used appliance from the first word of its draft to the shelf, told through the journeys."""

from sqlalchemy import select

from marketplace.cli.demo.used import scenes
from marketplace.cli.demo.used.pieces import Piece, photographed, steps_of
from marketplace.cli.demo.used.sellers import home_of
from marketplace.domains.listings.drafting.fill import fill
from marketplace.domains.listings.gates import PLATE
from marketplace.domains.listings.models import Listing
from marketplace.domains.listings.queries import get_own_listing, holder_of
from marketplace.domains.photos.queries import hanging
from marketplace.foundation import actors, clock
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import door, session
from marketplace.journeys.moderating.decide_listing import decide_listing
from marketplace.journeys.photos.take import take
from marketplace.journeys.used.start_listing import start_listing
from marketplace.journeys.used.submit_listing import submit_listing

# How a moderator decides, where nothing else comes of it; what waits or was never sent is not decided.
NO = {"changes": ("ask", "photos"), "rejected": ("reject", "wrong")}
UNDECIDED = frozenset({"started", "draft", "submitted"})
UNSENT = frozenset({"started", "draft"})
LEAD_NAME = "加微信xumei8866.jpg"


def put_on_shelf(piece: Piece, seller_id: int, moderator: Actor) -> str:
    """Tell the story up to the moderator's word, going on where it stands; return the listing's number."""
    seller = actors.person(seller_id, "seller")
    number, is_new = _started(piece, seller_id, seller)
    if is_new:
        _write(piece, number, seller_id)
        if piece.fate in UNSENT:
            return number
        with door():
            submit_listing(number=number, seller_id=seller_id, actor=seller, at=clock.now())
    if piece.fate not in UNDECIDED:
        _decide(piece, number, moderator)
    return number


def find(piece: Piece, seller_id: int) -> Listing | None:
    """Return the listing that tells of this piece, from an earlier load too."""
    stmt = select(Listing).where(Listing.seller_id == seller_id, Listing.serial == piece.serial)
    return session.scalars(stmt).one_or_none()


def _started(piece: Piece, seller_id: int, seller: Actor) -> tuple[str, bool]:
    """Return the number, and whether it was never submitted."""
    at = clock.now()
    with door():
        row = find(piece, seller_id)
        if row is None:
            row = start_listing(seller_id=seller_id, category_id=piece.leaf.id, actor=seller, at=at)
            what = steps_of(piece, home_of(piece.seller), at.date())["what"]
            fill(listing=row, step="what", said=what, at=at)
        return row.number, row.submitted_at is None


def _write(piece: Piece, number: str, seller_id: int) -> None:
    if piece.fate == "started":
        return
    at = clock.now()
    with door():
        row = get_own_listing(number, seller_id=seller_id, lock=True)
        for step, said in steps_of(piece, home_of(piece.seller), at.date()).items():
            fill(listing=row, step=step, said=said, at=at)
        holder, seed = holder_of(row.id), photographed(piece, at.date())
        there = {photo.name for photo in hanging(holder)}
    for view in (*scenes.VIEWS, PLATE):
        name = _file_name(piece, view)
        if name not in there:
            take(
                owner_id=seller_id,
                purpose="listing",
                holder=holder,
                data=scenes.photo(seed, piece.kind.department, view),
                name=name,
                role=PLATE if view == PLATE else "",
                actor=actors.person(seller_id, "seller"),
                at=clock.now(),
            )


def _file_name(piece: Piece, view: str) -> str:
    is_lead = piece.odd == "photo_name" and view == "side"
    return LEAD_NAME if is_lead else f"IMG_{piece.number:04d}_{view}.jpg"


def _decide(piece: Piece, number: str, moderator: Actor) -> None:
    verb, reason = NO.get(piece.fate, ("approve", ""))
    with door():
        row = session.scalars(select(Listing).filter_by(number=number)).one()
        if row.state == "submitted":
            decide_listing(listing_id=row.id, verb=verb, reason=reason, actor=moderator, at=clock.now())
