"""Buyer and seller of a second-hand deal hear of it, each what concerns them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from marketplace.domains.haggling.events import ProposalAccepted, ProposalEnded, ProposalMade
from marketplace.domains.notifications.models import Notice
from marketplace.domains.notifications.speak import speak
from marketplace.domains.orders import events
from marketplace.foundation import clock
from marketplace.foundation.db import door, session
from marketplace.journeys.cancel_order import cancel_order
from marketplace.journeys.dealing.answer_proposal import counter_proposal, decline_proposal
from tests.factories import used
from tests.factories.dealing import agrees, as_seller, proposes, used_accepted, used_completed, used_paid
from tests.factories.mailbox import told
from tests.factories.shopping import Buyer

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from marketplace.domains.orders.models import Order
    from marketplace.foundation.outbox import Fact


def test_each_word_of_a_haggle_reaches_the_other(house: Flask) -> None:
    listing, buyer = used.listing(price=1000_00), Buyer()
    mei = listing.seller_id
    first = proposes(listing, 700_00, buyer)
    assert told(ProposalMade(first.id)) == [(mei, "proposal_made")]
    with door():
        second = counter_proposal(
            proposal_id=first.id, amount=900_00, actor=as_seller(listing), at=clock.now()
        )
    assert (buyer.id, "proposal_countered") in told(ProposalMade(second.id))


def test_who_was_accepted_or_not_hears_it(house: Flask) -> None:
    listing, one, other = used.listing(price=1000_00), Buyer(), Buyer()
    lost = proposes(listing, 700_00, one)
    with door():
        decline_proposal(proposal_id=lost.id, actor=as_seller(listing), at=clock.now())
    assert told(ProposalEnded(lost.id)) == [(one.id, "proposal_declined")]
    won = agrees(listing, 800_00, other)
    assert (other.id, "proposal_accepted") in told(ProposalAccepted(won.id))


@pytest.mark.parametrize(
    ("make", "fact", "kinds"),
    [
        (used_paid, events.OrderPaid, {"order_paid", "sale_order_paid"}),
        (used_accepted, events.OrderAccepted, {"pickup_ready"}),
        (used_completed, lambda order_id: events.OrderCompleted(order_id, 950_00), {"sale_released"}),
    ],
)
def test_an_order_tells_both_sides(
    house: Flask, make: Callable[[], Order], fact: Callable[[int], Fact], kinds: set[str]
) -> None:
    order = make()
    assert {kind for _, kind in told(fact(order.id))} == kinds


def test_the_sellers_links_lead_to_the_sellers_pages(house: Flask) -> None:
    order = used_paid()
    with door():
        cancel_order(order_id=order.id, actor=as_seller(order), at=clock.now())
    told(events.OrderCancelled(order.id, "seller"))
    notices = {notice.person_id: notice for notice in session.query(Notice)}
    assert notices[order.seller_id or 0].link == f"/sell/orders/{order.number}"
    assert notices[order.buyer_id].kind == "order_cancelled_seller"
    for notice in notices.values():
        assert "%(" not in speak(notice.kind, notice.params, "zh").body
