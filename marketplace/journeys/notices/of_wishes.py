"""What the facts of keeping, searching and asking on the second-hand shelf tell whom."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

from marketplace.domains.haggling.events import PriceDropped, QuestionAnswered, QuestionAsked, SearchFound
from marketplace.domains.haggling.models import Question, SavedSearch
from marketplace.domains.haggling.wishes.queries import who_saw_more
from marketplace.domains.listings.models import Listing
from marketplace.domains.notifications.speak import money
from marketplace.domains.notifications.tell import Telling
from marketplace.foundation.db import session
from marketplace.foundation.money import settlement_currency
from marketplace.foundation.outbox import Fact
from marketplace.journeys.notices.desk import Desk

Tellings = Iterator[Telling]
LONGEST_QUOTE = 140
LONGEST_LINK = 200


def _dropped(_: Desk, fact: PriceDropped) -> Tellings:
    listing = session.get(Listing, fact.listing_id)
    if listing is None:
        return
    currency = settlement_currency()
    for row in who_saw_more(listing.id):
        yield Telling(
            person_id=row.person_id,
            kind="price_dropped",
            # A price is told once, however often facts say so.
            key=f"price_dropped:{listing.id}:{listing.price}:{row.person_id}",
            link=f"/second-hand/{listing.number}",
            params={
                "goods": listing.title,
                "price": money(listing.price, currency),
                "before": money(row.seen_price, currency),
            },
        )


def _found(_: Desk, fact: SearchFound) -> Tellings:
    search = session.get(SavedSearch, fact.saved_search_id)
    if search is not None:
        address = f"/second-hand?{urlencode(search.query, doseq=True)}"
        yield Telling(
            person_id=search.person_id,
            kind="search_found",
            key=f"search_found:{search.id}:{fact.day}",
            link=address if len(address) <= LONGEST_LINK else "/account/searches",
            params={"name": search.name, "count": fact.count},
        )


def _asked(_: Desk, fact: QuestionAsked) -> Tellings:
    if (said := _question(fact.question_id)) is not None:
        question, listing = said
        yield _told("question_asked", listing.seller_id, question.words, question, listing)


def _answered(_: Desk, fact: QuestionAnswered) -> Tellings:
    if (said := _question(fact.question_id)) is not None:
        question, listing = said
        yield _told("question_answered", question.person_id, question.answer, question, listing)


def _told(kind: str, person_id: int, words: str, question: Question, listing: Listing) -> Telling:
    plain = " ".join(words.split())
    quoted = plain if len(plain) <= LONGEST_QUOTE else plain[:LONGEST_QUOTE].rstrip() + "…"
    return Telling(
        person_id=person_id,
        kind=kind,
        key=f"{kind}:{question.id}",
        link=f"/second-hand/{listing.number}#questions",
        params={"goods": listing.title, "words": quoted},
    )


def _question(question_id: int) -> tuple[Question, Listing] | None:
    question = session.get(Question, question_id)
    listing = session.get(Listing, question.listing_id) if question else None
    return (question, listing) if question is not None and listing is not None else None


OF_WISHES: dict[type[Fact], Callable[[Desk, Any], Tellings]] = {
    PriceDropped: _dropped,
    SearchFound: _found,
    QuestionAsked: _asked,
    QuestionAnswered: _answered,
}
