"""What people offer for the demo's used appliances, and what becomes of some that were on the shelf."""

from collections.abc import Callable

from sqlalchemy import select

from marketplace.cli.demo.people import Cast
from marketplace.cli.demo.used.words import ALSO, TAKEN_DOWN
from marketplace.domains.accounts.models import Person
from marketplace.domains.haggling.queries import proposals_between
from marketplace.domains.listings.models import Listing
from marketplace.domains.listings.queries import photos_of_listing
from marketplace.domains.support.models import Report
from marketplace.foundation import actors, clock
from marketplace.foundation.db import door, session
from marketplace.journeys.dealing.answer_proposal import accept_proposal, counter_proposal, decline_proposal
from marketplace.journeys.dealing.propose import propose_price, withdraw_proposal
from marketplace.journeys.supporting.decide_report import decide_report
from marketplace.journeys.supporting.report_subject import report_subject
from marketplace.journeys.used.edit_listing import edit_listing
from marketplace.journeys.used.unpublish_listing import unpublish_listing

Haggle = Callable[[Cast, Listing], None]


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
        said={
            "price": row.price * 9 // 10,
            "words": f"{row.words} {ALSO[session.get_one(Person, row.seller_id).language]}",
        },
        photo_ids=shown,
        actor=actors.person(row.seller_id, "seller"),
        at=clock.now(),
    )


def _unpublished(cast: Cast, row: Listing) -> None:
    _offer(row, cast.guests[1], 90)  # it ends with this
    seller = actors.person(row.seller_id, "seller")
    unpublish_listing(number=row.number, seller_id=row.seller_id, actor=seller, at=clock.now())


def _buyer(cast: Cast) -> int:
    return cast.buyer


def _guest(i: int) -> Callable[[Cast], int]:
    return lambda cast: cast.guests[i]


def _taken_back(cast: Cast, row: Listing) -> None:
    buyer = cast.guests[0]
    proposal_id = _offer(row, buyer, 90)
    if proposal_id is not None:
        withdraw_proposal(proposal_id=proposal_id, actor=actors.person(buyer, "buyer"), at=clock.now())


def _taken_down(cast: Cast, row: Listing) -> None:
    reporter_id, at = cast.guests[1], clock.now()
    report_subject(kind="listing", ref=row.number, reporter_id=reporter_id, reason="fraud", words="", at=at)
    made = session.scalars(select(Report).filter_by(subject=f"listing:{row.id}")).one()
    moderator = actors.person(cast.moderator, "admin")
    decide_report(report_id=made.id, verb="uphold", words=TAKEN_DOWN, actor=moderator, at=at)


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
    "bargained": _answered(_buyer, "accept"),
    "withdrawn offer": _taken_back,
    "taken down": _taken_down,
}
