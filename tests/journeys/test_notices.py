"""Facts become notices: the right people, once, in their own words, through what they want."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from marketplace.domains.accounts.events import PersonRegistered, ProofChanged
from marketplace.domains.notifications.deliver import deliver
from marketplace.domains.notifications.models import Notice
from marketplace.domains.notifications.prefer import prefer
from marketplace.domains.notifications.speak import speak
from marketplace.domains.notifications.wording import KINDS
from marketplace.domains.orders import events
from marketplace.domains.orders.models import Checkout, Order
from marketplace.domains.payments.models import Payout, Refund
from marketplace.domains.shipments.events import ParcelSeen
from marketplace.foundation import clock
from marketplace.foundation.db import door, session
from marketplace.journeys.notices import tell_about
from tests import cast
from tests.factories.mailbox import Mailbox, told
from tests.factories.paying import accepted_order, delivered_order, paid_order, payment_of, shipped_order

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask


def test_a_paid_order_tells_buyer_and_supplier_once(house: Flask, mailbox: Mailbox) -> None:
    shelf = cast.shelf()
    wei = cast.worker_of(shelf.supplier)
    order = paid_order(shelf)
    expected = [(order.buyer_id, "order_paid"), (wei.id, "work_order_paid")]
    assert sorted(told(events.OrderPaid(order.id))) == sorted(expected)
    assert len(told(events.OrderPaid(order.id), events.OrderPaid(order.id))) == 2
    assert deliver() == 2
    assert deliver() == 0
    assert {mail.subject.split(":")[0] for mail in mailbox.mails} == {
        "Paid, and your money is protected",
        f"New order {order.number}",
    }
    body = next(mail.body for mail in mailbox.mails if "protected" in mail.subject)
    assert "¥" in body
    assert f"/orders/{order.number}" in body


def test_notices_are_said_in_the_readers_language(house: Flask) -> None:
    order = paid_order(cast.shelf(price=289_900))
    told(events.OrderPaid(order.id))
    notice = session.scalars(select(Notice).where(Notice.kind == "order_paid")).one()
    chinese, english = speak(notice.kind, notice.params, "zh"), speak(notice.kind, notice.params, "en")
    assert chinese.title.startswith("已付款，平台保管中：")
    assert "¥2,899.00" in chinese.body
    assert "星期" in chinese.body or "周" in chinese.body
    assert "We hold ¥2,899.00" in english.body


@pytest.mark.parametrize(
    "why", ["buyer", "supplier", "not_accepted", "not_shipped", "hold_too_long", "admin"]
)
def test_both_sides_hear_of_a_cancelled_order(house: Flask, why: str) -> None:
    shelf = cast.shelf()
    cast.worker_of(shelf.supplier)
    order = paid_order(shelf)
    kinds = {kind for _, kind in told(events.OrderCancelled(order.id, why))}
    shown = why if why != "admin" else "hold_too_long"
    assert kinds == {f"order_cancelled_{shown}", f"work_cancelled_{shown}"}


def test_an_unpaid_cancelled_order_is_no_news_for_the_supplier(house: Flask) -> None:
    shelf = cast.shelf()
    cast.worker_of(shelf.supplier)
    order = paid_order(shelf)
    with door():
        session.get_one(Order, order.id).paid_at = None
    try:
        assert told(events.OrderCancelled(order.id, "buyer")) == [(order.buyer_id, "order_cancelled_unpaid")]
    finally:
        with door():
            session.get_one(Order, order.id).paid_at = clock.now()


@pytest.mark.parametrize(
    ("fact", "kinds"),
    [
        (events.OrderShipped, ["order_shipped"]),
        (lambda o: ParcelSeen(1, o, "in_transit"), []),
        (lambda o: ParcelSeen(1, o, "out_for_delivery"), ["parcel_out"]),
        (events.OrderDelivered, ["order_delivered"]),
        (lambda o: events.OrderReminderDue(o, "claim"), ["claim_reminder"]),
        (lambda o: events.OrderReceived(o, by_silence=False), []),
        (lambda o: events.OrderReceived(o, by_silence=True), ["order_received"]),
        (lambda o: events.OrderCompleted(o, credited=90_000), ["work_released"]),
        (events.OrderLapsed, ["order_lapsed"]),
    ],
)
def test_each_fact_of_an_order_tells_its_people(house: Flask, fact: object, kinds: list[str]) -> None:
    shelf = cast.shelf()
    cast.worker_of(shelf.supplier)
    order = delivered_order(shelf)
    assert [kind for _, kind in told(fact(order.id))] == kinds
    for notice in session.scalars(select(Notice)):
        for language in ("en", "zh"):
            said = speak(notice.kind, notice.params, language)
            assert said.title
            assert "{" not in said.title + said.body


@pytest.mark.parametrize(
    ("made", "fact", "kinds"),
    [
        (paid_order, lambda o: events.OrderReminderDue(o, "accept"), ["work_accept_reminder"]),
        (accepted_order, lambda o: events.OrderReminderDue(o, "ship"), ["work_ship_reminder"]),
        (accepted_order, events.OrderAccepted, ["order_accepted"]),
        (delivered_order, lambda o: events.OrderReminderDue(o, "accept"), []),
        (delivered_order, events.OrderPaid, []),
        (delivered_order, events.OrderAccepted, []),
    ],
)
def test_a_day_is_named_until_the_order_moved_on(
    house: Flask, made: Callable[..., Order], fact: object, kinds: list[str]
) -> None:
    shelf = cast.shelf()
    cast.worker_of(shelf.supplier)
    assert [kind for _, kind in told(fact(made(shelf).id))] == kinds


def test_accounts_tell_their_owners(house: Flask, mailbox: Mailbox) -> None:
    who = cast.person("Ming")
    assert told(PersonRegistered(who.id), ProofChanged(who.id, "password")) == [
        (who.id, "password_changed"),
        (who.id, "registered"),
    ]
    prefer(person_id=who.id, wishes={("security", "email"): False})  # not a group one may turn off
    session.commit()
    assert deliver() == 2


def test_money_going_back_and_out_is_told(house: Flask) -> None:
    from marketplace.domains.payments.events import PayoutDone, PayoutFailed, RefundDone

    shelf = cast.shelf()
    wei = cast.worker_of(shelf.supplier)
    order = shipped_order(shelf)
    at = clock.now()
    payment = payment_of(session.get_one(Checkout, order.checkout_id))
    refund = Refund(number="R-1", payment_id=payment.id, reference=order.number, reason="goodwill",
                    amount=100, currency="CNY", created_at=at)  # fmt: skip
    payout = Payout(number="P-1", supplier_id=shelf.supplier.id, amount=500, currency="CNY", created_at=at)
    session.add_all([refund, payout])
    session.flush()
    tell_about([RefundDone(refund.id), PayoutDone(payout.id), PayoutFailed(payout.id)], at)
    rows = {row.kind: row for row in session.scalars(select(Notice))}
    assert (rows["refund_done"].person_id, rows["refund_done"].link) == (
        order.buyer_id,
        f"/orders/{order.number}",
    )
    assert (rows["payout_done"].person_id, rows["payout_failed"].person_id) == (wei.id, wei.id)
    session.rollback()


def test_facts_about_what_is_gone_tell_nobody(house: Flask) -> None:
    assert told(events.OrderPaid(10**12), PersonRegistered(10**12)) == []


def test_every_kind_can_be_said_in_both_languages() -> None:
    import re

    from marketplace.web import catalogue

    chinese = catalogue.merged()
    for kind, words in KINDS.items():
        for sentence in (words.title, words.body):
            there = chinese[sentence]
            assert isinstance(there, str)
            assert set(re.findall(r"%\((\w+)\)s", sentence)) == set(re.findall(r"%\((\w+)\)s", there)), kind
