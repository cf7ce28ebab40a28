"""A buyer reviews what they received; the supplier answers once."""

from datetime import datetime

from sqlalchemy.dialects.postgresql import insert

from marketplace.domains.aftersales.events import ReviewAnswered, ReviewWritten
from marketplace.domains.aftersales.models import Review
from marketplace.domains.aftersales.queries import find_review_of_line
from marketplace.domains.orders.models import Order, OrderLine
from marketplace.foundation.db import session
from marketplace.foundation.locks import lock_row
from marketplace.foundation.outbox import record
from marketplace.foundation.refusals import Missing, Refused, Stale
from marketplace.foundation.text import N_

RECEIVED = frozenset({"received", "completed"})
LONGEST_WORDS = 2000
STARS = range(1, 6)
ONCE = insert(Review).on_conflict_do_nothing(index_elements=["order_line_id"]).returning(Review)


def review(*, order: Order, line: OrderLine, person_id: int, stars: int, words: str, at: datetime) -> Review:
    """Write the one review of an order line; a replay of the same words returns it.

    Refuses: somebody else's order (Missing), before receipt, no stars, a second review.
    """
    if order.buyer_id != person_id or line.order_id != order.id:
        raise Missing
    if order.state not in RECEIVED:
        raise Stale(N_("You can review this once you have received it."))
    if stars not in STARS:
        raise Refused(N_("Choose one to five stars."), field="stars")
    _refuse_long(words, "words")
    values = {
        "order_line_id": line.id,
        "product_id": line.product_id,
        "supplier_id": order.supplier_id,
        "person_id": person_id,
        "stars": stars,
        "words": words.strip(),
        "state": "shown",
        "created_at": at,
    }
    written = session.scalars(ONCE.values(values)).one_or_none()
    if written is None:
        return _again(line.id, stars, words)
    record(ReviewWritten(written.id), at)
    return written


def answer(*, review_id: int, supplier_id: int, person_id: int, words: str, at: datetime) -> Review:
    """Write the supplier's one reply. Refuses: another supplier's review (Missing), no words, a second reply."""
    found = lock_row(Review, review_id)
    if found is None or found.supplier_id != supplier_id:
        raise Missing
    words = words.strip()
    if not words:
        raise Refused(N_("Write a reply first."), field="words")
    _refuse_long(words, "words")
    if found.reply == words:
        return found
    if found.reply is not None:
        raise Stale(N_("This review already has your reply."))
    found.reply, found.replied_by, found.replied_at = words, person_id, at
    record(ReviewAnswered(found.id), at)
    return found


def _refuse_long(words: str, field: str) -> None:
    if len(words) > LONGEST_WORDS:
        raise Refused(N_("Keep it under %(most)s characters."), field=field, most=LONGEST_WORDS)


def _again(line_id: int, stars: int, words: str) -> Review:
    known = find_review_of_line(line_id)
    if known is None:
        raise Missing
    if (known.stars, known.words) != (stars, words.strip()):
        raise Stale(N_("You have already reviewed this."))
    return known
