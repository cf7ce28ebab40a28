"""A large payout waits until staff let it go; nobody lets their own go, and many small ones are a large one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from marketplace.cli.ledger import problems
from marketplace.domains.payments.models import Payout
from marketplace.domains.payments.queries import balance_of, on_its_way
from marketplace.domains.suppliers.models import Supplier
from marketplace.foundation import actors, clock, dials
from marketplace.foundation.db import door, session
from marketplace.foundation.outbox import OutboxFact
from marketplace.foundation.refusals import Refused, Stale
from marketplace.journeys.confirm_receipt import confirm_receipt
from marketplace.journeys.decide_payout import decide_payout
from marketplace.journeys.pay_out import pay_out
from marketplace.journeys.release_hold import release_hold
from tests import cast
from tests.client import Client
from tests.factories import paying

LIMIT = 1_000


@pytest.fixture
def shelf(house: object) -> Iterator[cast.Shelf]:
    """A supplier with money, in a house where payouts above 10.00 a day are large."""
    shelf = cast.shelf(stock=1)
    order = paying.delivered_order(shelf)
    with door():
        confirm_receipt(order_id=order.id, actor=paying.buyer_of(order), at=clock.now())
    with door():
        release_hold(order_id=order.id, at=clock.now())
    with door():
        dials.turn("large_payout_minor", LIMIT)
    yield shelf
    with door():
        dials.reset("large_payout_minor")


def ask(shelf: cast.Shelf, amount: int, key: str = "form") -> Payout:
    with door():
        return pay_out(
            supplier_id=shelf.supplier.id, amount=amount, actor=actors.SYSTEM, at=clock.now(), replay_key=key
        )


def decide(payout: Payout, *, approved: bool, why: str = "", by: int | None = None) -> None:
    actor = actors.person(by or cast.admin("Colleague").id, "admin")
    with door():
        decide_payout(payout_id=payout.id, approved=approved, why=why, actor=actor, at=clock.now())
    session.refresh(payout)


def facts(name: str) -> int:
    return session.query(OutboxFact).filter_by(name=name).count()


def test_a_large_one_waits_and_is_let_go(shelf: cast.Shelf) -> None:
    before = balance_of(shelf.supplier.id, "CNY")
    payout = ask(shelf, LIMIT + 1)
    assert (payout.state, facts("PayoutIntended")) == ("asked", 0)
    assert balance_of(shelf.supplier.id, "CNY") == before - LIMIT - 1
    assert on_its_way(shelf.supplier.id) == LIMIT + 1
    assert problems() == []
    for _ in range(2):  # the second time changes nothing
        decide(payout, approved=True)
    assert (payout.state, facts("PayoutIntended")) == ("intended", 1)
    with pytest.raises(Stale):
        decide(payout, approved=False, why="Too late")
    assert problems() == []


def test_a_no_needs_words_and_puts_the_money_back(shelf: cast.Shelf) -> None:
    before = balance_of(shelf.supplier.id, "CNY")
    payout = ask(shelf, LIMIT + 1)
    with pytest.raises(Refused, match="Say why"):
        decide(payout, approved=False, why="  ")
    for _ in range(2):
        decide(payout, approved=False, why="The account is new")
    assert (payout.state, payout.error, facts("PayoutDeclined")) == ("declined", "The account is new", 1)
    assert balance_of(shelf.supplier.id, "CNY") == before
    assert ask(shelf, LIMIT, "another").state == "intended", "what was kept here does not count"
    assert problems() == []


def test_many_small_ones_are_a_large_one(shelf: cast.Shelf) -> None:
    assert ask(shelf, LIMIT - 1, "a").state == "intended"
    assert ask(shelf, 1, "b").state == "intended"
    assert ask(shelf, 1, "c").state == "asked"
    assert ask(shelf, 1, "c").state == "asked", "the same form"
    assert session.query(Payout).count() == 3


def test_nobody_lets_their_own_go(shelf: cast.Shelf) -> None:
    payout = ask(shelf, LIMIT + 1)
    clerk = cast.worker_of(shelf.supplier)
    with pytest.raises(Refused, match="A colleague decides"):
        decide(payout, approved=True, by=clerk.id)
    payout.asked_by = cast.admin("Asker").id
    session.commit()
    with pytest.raises(Refused, match="A colleague decides"):
        decide(payout, approved=True, by=payout.asked_by)
    assert payout.state == "asked"


def test_a_suspended_one_is_not_let_go(shelf: cast.Shelf) -> None:
    payout = ask(shelf, LIMIT + 1)
    session.get_one(Supplier, shelf.supplier.id).state = "suspended"
    session.commit()
    with pytest.raises(Refused, match="cannot go"):
        decide(payout, approved=True)
    decide(payout, approved=False, why="You are suspended")
    assert payout.state == "declined"


def test_staff_look_at_it_and_the_company_reads_why(client: Client, shelf: cast.Shelf) -> None:
    owner = client.another().as_(cast.worker_of(shelf.supplier))
    number = (
        owner.get("/supplier/payouts")
        .form("/supplier/payouts")
        .fill(amount="20")
        .submit()
        .says("Coolspot looks at it first", "Coolspot looks at it")
    )
    assert number.status == 200
    client.as_(cast.admin())
    client.get("/admin/").says("Payouts to confirm 1")
    page = client.get("/admin/payouts?state=asked").click("Look at it")
    page.form(button="Keep it here").fill(words="").submit("Keep it here").is_(422).says("Say why")
    page.form(button="Keep it here").fill(words="Your account changed today").submit("Keep it here").says(
        "told why"
    )
    client.get("/admin/").says("Payouts to confirm 0")
    owner.get("/supplier/payouts").says("Not let go")
