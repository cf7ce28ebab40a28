"""Each side of a finished second-hand order says how the other was; both come to light together."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from marketplace.domains.aftersales.events import OpinionsShown
from marketplace.domains.aftersales.models import Opinion
from marketplace.domains.orders.models import Order
from marketplace.foundation.db import session
from marketplace.foundation.dials import dial
from marketplace.foundation.outbox import record
from marketplace.foundation.refusals import Missing, Refused, Stale
from marketplace.foundation.text import N_

BLIND = dial(
    "opinion_days",
    7,
    low=1,
    high=60,
    group="cases",
    about=N_(
        "How long both sides of a second-hand order have to judge each other before what was written is shown."
    ),
)
OVER = N_("The time to judge each other is over.")
NOT_YET = N_("You can judge each other once the goods changed hands and the money was released or refunded.")
LONGEST = 1000
STARS = range(1, 6)
BOTH_SIDES = 2


def may_write(order: Order, at: datetime) -> bool:
    """Say whether the sides of an order may judge each other now: it is second-hand, finished, and not long ago.

    A case that gave all the money back finishes it too, once the goods had changed hands; a cancellation does not.
    """
    ended = order.dealt_at
    return order.seller_id is not None and ended is not None and at < ended + BLIND.span


def write_opinion(*, order: Order, author_id: int, stars: int, words: str, at: datetime) -> Opinion:
    """Write one side's opinion of a locked order; with the second both are shown. A replay returns the first.

    Refuses: who is neither side (Missing), an order that is not finished or too long ago, a second opinion (Stale),
    no stars, too many words.
    """
    by_buyer = author_id == order.buyer_id
    if order.seller_id is None or not (by_buyer or author_id == order.seller_id):
        raise Missing
    words = words.strip()
    written = _insert(order, author_id, stars, words, at) if _fits(order, stars, words, at) else None
    if written is None:
        return _again(order.id, stars, words, by_buyer=by_buyer)
    if (
        session.scalar(select(func.count()).select_from(Opinion).where(Opinion.order_id == order.id))
        == BOTH_SIDES
    ):
        show(order_ids=[order.id], at=at)
    return written


def show(*, order_ids: list[int], at: datetime) -> int:
    """Show what the sides of these orders wrote; return how many orders that was new for."""
    hidden = select(Opinion).where(Opinion.order_id.in_(order_ids), Opinion.shown_at.is_(None))
    found = session.scalars(hidden.order_by(Opinion.id)).all()
    for opinion in found:
        opinion.shown_at = at
    shown = sorted({opinion.order_id for opinion in found})
    for order_id in shown:
        record(OpinionsShown(order_id), at)
    return len(shown)


def _fits(order: Order, stars: int, words: str, at: datetime) -> bool:
    if stars not in STARS:
        raise Refused(N_("Choose one to five stars."), field="stars")
    if len(words) > LONGEST:
        raise Refused(N_("Keep it under %(most)s characters."), field="words", most=LONGEST)
    if order.dealt_at is None:
        raise Stale(NOT_YET)
    if not may_write(order, at):
        raise Stale(OVER)
    return True


def _insert(order: Order, author_id: int, stars: int, words: str, at: datetime) -> Opinion | None:
    by_buyer = author_id == order.buyer_id
    row = {
        "order_id": order.id,
        "author_id": author_id,
        "about_id": order.seller_id if by_buyer else order.buyer_id,
        "by_buyer": by_buyer,
        "stars": stars,
        "words": words,
        "show_from": (order.dealt_at or at) + timedelta(days=BLIND()),
        "created_at": at,
    }
    stmt = insert(Opinion).values(row).on_conflict_do_nothing(index_elements=["order_id", "by_buyer"])
    return session.scalars(stmt.returning(Opinion)).one_or_none()


def _again(order_id: int, stars: int, words: str, *, by_buyer: bool) -> Opinion:
    known = session.scalars(select(Opinion).filter_by(order_id=order_id, by_buyer=by_buyer)).one()
    if (known.stars, known.words) != (stars, words):
        raise Stale(N_("You have already judged this."))
    return known
