"""What people write about the demo's used appliances: messages, questions, wishes, complaints, appeals."""

from collections.abc import Sequence

from sqlalchemy import select

from marketplace.cli.demo.people import Cast
from marketplace.cli.demo.used import words
from marketplace.domains.haggling.asking.ask import answer, ask
from marketplace.domains.haggling.wishes.keep import keep
from marketplace.domains.haggling.wishes.save import save
from marketplace.domains.listings.models import Listing
from marketplace.domains.messaging.write import write
from marketplace.domains.support.models import Strike
from marketplace.foundation import clock
from marketplace.foundation.db import door, session
from marketplace.journeys.chatting.start_conversation import start_conversation
from marketplace.journeys.supporting.appeals import make_appeal
from marketplace.journeys.supporting.report_subject import report_subject

APPEALED = frozenset({"rejected", "taken down"})
SEARCHES = (("冰箱", {"q": ["冰箱"]}), ("Washing machine", {"q": ["washing machine"]}))


def talk(number: str, buyer_id: int, language: str) -> None:
    """Let a buyer ask and the seller answer, once."""
    with door():
        found = start_conversation(listing_number=number, buyer_id=buyer_id, at=clock.now())
        for author_id, said, key in (
            (buyer_id, words.ASKED[language], "demo-asks"),
            (found.seller_id, words.ANSWERED[language], "demo-answers"),
        ):
            write(conversation=found, author_id=author_id, words=said, key=key, at=clock.now())


def wonder(number: str, i: int, cast: Cast, language: str) -> None:
    """Let two guests ask for all to read; the seller answers what has an answer. Each once."""
    asked = words.QUESTIONS[language]
    with door():
        row = session.scalars(select(Listing).filter_by(number=number)).one()
        if row.state != "published":
            return
        for n in (i, i + 1):
            question, reply = asked[n % len(asked)]
            guest = cast.guests[n % len(cast.guests)]
            made = ask(listing=row, person_id=guest, words=question, at=clock.now())
            if reply:
                answer(question_id=made.id, listing=row, seller_id=row.seller_id, words=reply, at=clock.now())


def wish(numbers: Sequence[str], cast: Cast) -> None:
    """Let the demo's buyer keep these in mind, and two searches; each once."""
    with door():
        for row in session.scalars(select(Listing).where(Listing.number.in_(numbers))).all():
            keep(listing=row, person_id=cast.buyer, at=clock.now())
        for name, query in SEARCHES:
            save(person_id=cast.buyer, name=name, query=query, at=clock.now())


def complain(number: str, cast: Cast, i: int) -> None:
    """Let a guest report a listing, once."""
    reason, said = words.COMPLAINTS[i]
    guest, at = cast.guests[i], clock.now()
    with door():
        report_subject(kind="listing", ref=number, reporter_id=guest, reason=reason, words=said, at=at)


def appeal(fate: str, number: str, language: str) -> None:
    """Let the seller ask to look again at what was decided about them, once."""
    if fate not in APPEALED:
        return
    with door():
        row = session.scalars(select(Listing).filter_by(number=number)).one()
        subject = f"listing:{row.id}"
        struck = session.scalars(select(Strike).filter_by(subject=subject)).first()
        subject = f"strike:{struck.id}" if struck else subject
        if row.state == "rejected":
            make_appeal(
                person_id=row.seller_id, subject=subject, words=words.APPEALS[language], at=clock.now()
            )
