"""Offers, answers, words and complaints about the demo's used appliances."""

from collections.abc import Callable

from sqlalchemy import select

from marketplace.cli.demo.people import Cast
from marketplace.domains.haggling.queries import proposals_between
from marketplace.domains.listings.models import Listing
from marketplace.domains.listings.queries import photos_of_listing
from marketplace.domains.messaging.write import write
from marketplace.foundation import actors, clock
from marketplace.foundation.db import door, session
from marketplace.journeys.chatting.start_conversation import start_conversation
from marketplace.journeys.dealing.answer_proposal import accept_proposal, counter_proposal, decline_proposal
from marketplace.journeys.dealing.propose import propose_price
from marketplace.journeys.supporting.report_subject import report_subject
from marketplace.journeys.used.edit_listing import edit_listing
from marketplace.journeys.used.unpublish_listing import unpublish_listing

Haggle = Callable[[Cast, Listing], None]
ASKED = "还在吗？周末可以上门看看吗？ Is it still there, and can I come at the weekend?"
ANSWERED = "在的，周六下午都可以。 Yes, any time on Saturday afternoon."


def told(fate: str, cast: Cast, number: str) -> bool:
    """Tell what people say to each other about a listing, once; False when this fate has nothing of it."""
    haggle = HAGGLES.get(fate)
    if haggle is None:
        return False
    with door():
        row = session.scalars(select(Listing).filter_by(number=number)).one()
        if row.state == "published":
            haggle(cast, row)
    return True


def talk(number: str, buyer_id: int) -> None:
    """Let a buyer ask and the seller answer, once."""
    with door():
        found = start_conversation(listing_number=number, buyer_id=buyer_id, at=clock.now())
        for author_id, words, key in (
            (buyer_id, ASKED, "demo-asks"),
            (found.seller_id, ANSWERED, "demo-answers"),
        ):
            write(conversation=found, author_id=author_id, words=words, key=key, at=clock.now())


def complain(number: str, reporter_id: int, reason: str, words: str) -> None:
    """Report a listing, once."""
    with door():
        report_subject(
            kind="listing", ref=number, reporter_id=reporter_id, reason=reason, words=words, at=clock.now()
        )


def _offer(row: Listing, buyer_id: int, percent: int) -> int | None:
    """Offer a part of the price; None when these two have talked about it already."""
    if proposals_between(row.id, buyer_id):
        return None
    amount = row.price * percent // 100 // 100 * 100
    actor = actors.person(buyer_id, "buyer")
    made = propose_price(
        listing_number=row.number, buyer_id=buyer_id, amount=amount, actor=actor, at=clock.now()
    )
    return made.id


def _offered_by(*who: Callable[[Cast], int]) -> Haggle:
    def haggle(cast: Cast, row: Listing) -> None:
        for i, buyer in enumerate(who):
            _offer(row, buyer(cast), 84 + 4 * i)

    return haggle


def _answered(buyer: Callable[[Cast], int], answer: str) -> Haggle:
    def haggle(cast: Cast, row: Listing) -> None:
        proposal_id = _offer(row, buyer(cast), 88)
        seller, at = actors.person(row.seller_id, "seller"), clock.now()
        if proposal_id is None:
            return
        if answer == "counter":
            amount = row.price * 95 // 100 // 100 * 100
            counter_proposal(proposal_id=proposal_id, amount=amount, actor=seller, at=at)
        else:
            say = {"accept": accept_proposal, "decline": decline_proposal}[answer]
            say(proposal_id=proposal_id, actor=seller, at=at)

    return haggle


def _edited(_: Cast, row: Listing) -> None:
    shown = [photo.id for photo in photos_of_listing(row.id) if photo.published]
    edit_listing(
        number=row.number,
        seller_id=row.seller_id,
        said={"price": row.price * 9 // 10, "words": f"{row.words} 可送货。"},
        photo_ids=shown,
        actor=actors.person(row.seller_id, "seller"),
        at=clock.now(),
    )


def _unpublished(_: Cast, row: Listing) -> None:
    seller = actors.person(row.seller_id, "seller")
    unpublish_listing(number=row.number, seller_id=row.seller_id, actor=seller, at=clock.now())


def _buyer(cast: Cast) -> int:
    return cast.buyer


def _guest(i: int) -> Callable[[Cast], int]:
    return lambda cast: cast.guests[i]


HAGGLES: dict[str, Haggle] = {
    "offered": _offered_by(_guest(0), _guest(1)),
    "offered by me": _offered_by(_buyer),
    "countered": _answered(_guest(2), "counter"),
    "countered to me": _answered(_buyer, "counter"),
    "declined": _answered(_guest(3), "decline"),
    "reserved": _answered(_guest(4), "accept"),
    "reserved for me": _answered(_buyer, "accept"),
    "edited": _edited,
    "unpublished": _unpublished,
}
