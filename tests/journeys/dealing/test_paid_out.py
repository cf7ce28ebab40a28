"""A second-hand sale to its end: what the provider is told, and what follows by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from marketplace.domains.haggling.models import Proposal
from marketplace.domains.listings.models import Seller
from marketplace.domains.payments.models import Payout
from marketplace.foundation import clock
from marketplace.foundation.db import door, session
from marketplace.journeys.confirm_receipt import confirm_receipt
from marketplace.journeys.pay_out import pay_seller
from tests.factories import used
from tests.factories.dealing import as_buyer, as_seller, proposes, used_handed_over
from tests.factories.paying import books, states
from tests.factories.shopping import Buyer
from tests.sandbox_companies import let_facts_follow

if TYPE_CHECKING:
    from flask import Flask

    from tests.sandbox.conftest import Sandbox


@pytest.mark.usefixtures("pays_for_real")
def test_sold_released_counted_and_paid_out(house: Flask, bank: Sandbox) -> None:
    listing = used.listing(price=1000_00)
    too_late = proposes(listing, 700_00, Buyer())
    order = used_handed_over(listing)
    with door():
        confirm_receipt(order_id=order.id, actor=as_buyer(order.buyer_id), at=clock.now())
    let_facts_follow()
    assert states([order]) == ["completed"]
    assert session.get_one(Proposal, too_late.id).state == "closed"
    assert session.get_one(Seller, order.seller_id).sold == 1
    with door():
        pay_seller(seller_id=order.seller_id or 0, amount=950_00, actor=as_seller(order), at=clock.now())
    let_facts_follow()
    session.rollback()
    session.expire_all()
    payout = session.query(Payout).one()
    assert payout.state == "done", payout.error
    made = bank.stripe.v1.transfers.retrieve(str(payout.provider_transfer))
    account = session.get_one(Seller, order.seller_id).provider_account
    assert (made.amount, made.metadata["payout"], made.destination) == (950_00, payout.number, account)
    assert books() == {"provider": 50_00, "commission": 50_00}
