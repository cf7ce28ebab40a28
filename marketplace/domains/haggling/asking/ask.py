"""Ask about a listing; answer as its seller."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from marketplace.domains.haggling.events import QuestionAnswered, QuestionAsked
from marketplace.domains.haggling.models import Question
from marketplace.domains.listings.models import Listing
from marketplace.foundation.contacts import contacts_in
from marketplace.foundation.db import session
from marketplace.foundation.outbox import record
from marketplace.foundation.refusals import Missing, Refused
from marketplace.foundation.text import N_

SHORTEST, LONGEST = 3, 300
MOST_A_DAY = 20
NO_CONTACTS = N_(
    "Leave out phone numbers, addresses of mail or web and chat names: we protect what is agreed and paid here only."
)


def ask(*, listing: Listing, person_id: int, words: str, at: datetime) -> Question:
    """Ask for all to read. Refuses: one's own listing, one off the shelf, no words, contacts, too much in a day."""
    if listing.seller_id == person_id:
        raise Refused(N_("You sell this: answer what others ask."))
    if listing.state != "published":
        raise Refused(N_("It is not on the shelf any more."))
    words = _said(words)
    since = at - timedelta(days=1)
    today = select(func.count()).select_from(Question).where(Question.person_id == person_id)
    if int(session.scalar(today.where(Question.created_at > since)) or 0) >= MOST_A_DAY:
        raise Refused(N_("You have asked a lot today. Come back tomorrow."), field="words")
    same = select(Question).filter_by(listing_id=listing.id, person_id=person_id, words=words)
    if (known := session.scalars(same.limit(1)).one_or_none()) is not None:
        return known
    row = Question(listing_id=listing.id, person_id=person_id, words=words, created_at=at)
    session.add(row)
    session.flush()
    record(QuestionAsked(row.id), at)
    return row


def answer(*, question_id: int, listing: Listing, seller_id: int, words: str, at: datetime) -> Question:
    """Answer for all to read, once or anew. Refuses: another's listing, as if it were not there; no words, contacts."""
    row = session.get(Question, question_id)
    if row is None or row.listing_id != listing.id or listing.seller_id != seller_id or row.state != "shown":
        raise Missing
    row.answer = _said(words)
    if row.answered_at is None:
        row.answered_at = at
        record(QuestionAnswered(row.id), at)
    return row


def _said(words: str) -> str:
    words = words.strip()
    if len(words) < SHORTEST:
        raise Refused(N_("Write a few words."), field="words")
    if len(words) > LONGEST:
        raise Refused(N_("Keep it under %(max)d characters."), field="words", max=LONGEST)
    if contacts_in(words):
        raise Refused(NO_CONTACTS, field="words")
    return words
