"""Buyer and seller agree on a price, or do not."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from marketplace.domains.haggling.models import Proposal
from marketplace.domains.messaging.models import Block
from marketplace.foundation import actors, clock
from marketplace.foundation.db import door, session
from marketplace.foundation.refusals import Missing, Refused, Stale
from marketplace.journeys.dealing import jobs
from marketplace.journeys.dealing.answer_proposal import accept_proposal, counter_proposal, decline_proposal
from marketplace.journeys.dealing.end_proposals import close_proposals
from marketplace.journeys.dealing.propose import propose_price, withdraw_proposal
from tests import cast
from tests.factories import used
from tests.factories.dealing import agrees, as_buyer, as_seller, proposes, reread
from tests.factories.shopping import Buyer

if TYPE_CHECKING:
    from flask import Flask


def state_of(proposal: Proposal) -> str:
    session.rollback()
    session.expire_all()
    return session.get_one(Proposal, proposal.id).state


def test_an_accepted_proposal_keeps_the_unit_for_its_buyer(house: Flask) -> None:
    listing = used.listing(price=1000_00)
    proposal = agrees(listing, 800_00, Buyer())
    assert state_of(proposal) == "accepted"
    kept = reread(listing)
    assert (kept.state, kept.reserved_for) == ("reserved", f"proposal:{proposal.id}")
    assert kept.reserved_until is not None
    with door():
        assert accept_proposal(proposal_id=proposal.id, actor=as_seller(listing), at=clock.now()) is False


def test_prices_go_back_and_forth_until_one_says_yes(house: Flask) -> None:
    listing, buyer = used.listing(price=1000_00), Buyer()
    first = proposes(listing, 700_00, buyer)
    with door():
        second = counter_proposal(
            proposal_id=first.id, amount=900_00, actor=as_seller(listing), at=clock.now()
        )
        third = counter_proposal(proposal_id=second.id, amount=850_00, actor=as_buyer(buyer), at=clock.now())
    assert [state_of(one) for one in (first, second, third)] == ["countered", "countered", "open"]
    with door():
        accept_proposal(proposal_id=third.id, actor=as_seller(listing), at=clock.now())
    assert state_of(third) == "accepted"


@pytest.mark.parametrize("amount", [0, -1, 499_99, 1000_00, 1000_01])
def test_a_price_out_of_line_bothers_nobody(house: Flask, amount: int) -> None:
    listing, buyer = used.listing(price=1000_00), Buyer()
    with pytest.raises(Refused) as no:
        proposes(listing, amount, buyer)
    assert no.value.field == "amount"


@pytest.mark.parametrize("amount", [700_00, 1000_00])
def test_a_counter_lies_between_offer_and_price(house: Flask, amount: int) -> None:
    listing = used.listing(price=1000_00)
    proposal = proposes(listing, 700_00, Buyer())
    with pytest.raises(Refused), door():
        counter_proposal(proposal_id=proposal.id, amount=amount, actor=as_seller(listing), at=clock.now())


def test_the_same_again_is_the_same_and_another_waits(house: Flask) -> None:
    listing, buyer = used.listing(price=1000_00), Buyer()
    first = proposes(listing, 700_00, buyer)
    assert proposes(listing, 700_00, buyer).id == first.id
    with pytest.raises(Refused, match="open offer"):
        proposes(listing, 750_00, buyer)


def test_nobody_proposes_to_themselves_nor_for_what_is_not_on_the_shelf(house: Flask) -> None:
    mei = used.seller("Mei")
    buyer = Buyer()
    with pytest.raises(Refused, match="own listing"), door():
        propose_price(
            listing_number=used.listing(mei).number,
            buyer_id=mei.id,
            amount=500_00,
            actor=as_buyer(mei),
            at=clock.now(),
        )
    with pytest.raises(Missing):
        proposes(used.draft(mei), 500_00, buyer)
    with pytest.raises(Refused, match="takes no offers"):
        proposes(used.listing(mei, takes_proposals=False), 500_00, buyer)
    with pytest.raises(Stale):
        proposes(used.listing(mei, state="sold", reserved_for="order:X"), 500_00, buyer)


def test_people_who_blocked_each_other_do_not_haggle(house: Flask) -> None:
    listing, buyer = used.listing(), Buyer()
    session.add(Block(person_id=listing.seller_id, blocked_id=buyer.id, created_at=clock.now()))
    session.commit()
    with pytest.raises(Refused, match="takes no offers"):
        proposes(listing, 500_00, buyer)


def test_enough_is_enough(house: Flask) -> None:
    listing, buyer = used.listing(price=1000_00), Buyer()
    for amount in range(600_00, 605_00, 1_00):
        proposal = proposes(listing, amount, buyer)
        with door():
            decline_proposal(proposal_id=proposal.id, actor=as_seller(listing), at=clock.now())
    with pytest.raises(Refused, match="enough offers"):
        proposes(listing, 900_00, buyer)


def test_only_the_other_side_answers_and_only_the_buyer_takes_back(house: Flask) -> None:
    listing, buyer = used.listing(price=1000_00), Buyer()
    proposal = proposes(listing, 700_00, buyer)
    stranger = actors.person(cast.person().id, "buyer")
    for act in (accept_proposal, decline_proposal):
        for who in (as_buyer(buyer), stranger):
            with pytest.raises(Missing), door():
                act(proposal_id=proposal.id, actor=who, at=clock.now())
    with pytest.raises(Missing), door():
        withdraw_proposal(proposal_id=proposal.id, actor=as_seller(listing), at=clock.now())
    with door():
        assert withdraw_proposal(proposal_id=proposal.id, actor=as_buyer(buyer), at=clock.now())
    with pytest.raises(Stale, match="withdrawn"), door():
        accept_proposal(proposal_id=proposal.id, actor=as_seller(listing), at=clock.now())


def test_an_unanswered_proposal_expires_whatever_the_sweep_does(house: Flask) -> None:
    listing = used.listing(price=1000_00)
    proposal = proposes(listing, 700_00, Buyer())
    with clock.travel(timedelta(hours=48)):
        with pytest.raises(Stale, match="expired"), door():
            accept_proposal(proposal_id=proposal.id, actor=as_seller(listing), at=clock.now())
        jobs.end_proposals()
        jobs.end_proposals()
    assert state_of(proposal) == "expired"


def test_who_does_not_order_in_time_loses_the_unit(house: Flask) -> None:
    listing = used.listing(price=1000_00)
    proposal = agrees(listing, 800_00, Buyer())
    with clock.travel(timedelta(hours=23)):
        jobs.end_proposals()
    assert state_of(proposal) == "accepted"
    with clock.travel(timedelta(hours=24, seconds=1)):
        jobs.end_proposals()
    assert state_of(proposal) == "lapsed"
    back = reread(listing)
    assert (back.state, back.reserved_for, back.reserved_until) == ("published", None, None)


def test_what_went_ends_the_talk_about_it(house: Flask) -> None:
    listing = used.listing(price=1000_00)
    proposal = proposes(listing, 700_00, Buyer())
    with door():
        assert close_proposals(listing_ids=[listing.id], at=clock.now()) == 1
        assert close_proposals(listing_ids=[listing.id], at=clock.now()) == 0
    assert state_of(proposal) == "closed"


def test_another_offer_for_a_kept_unit_cannot_be_accepted(house: Flask) -> None:
    listing = used.listing(price=1000_00)
    late = proposes(listing, 900_00, Buyer())
    agrees(listing, 800_00, Buyer())
    with pytest.raises(Stale, match="just buying"), door():
        accept_proposal(proposal_id=late.id, actor=as_seller(listing), at=clock.now())
    assert state_of(late) == "open"
