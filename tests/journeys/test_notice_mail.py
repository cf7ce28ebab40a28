"""How a notice travels: tried again, given up, taken over, and never in more statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from marketplace.domains.accounts.events import PersonRegistered
from marketplace.domains.notifications.deliver import deliver
from marketplace.domains.notifications.models import Delivery
from marketplace.domains.notifications.prefer import prefer
from marketplace.domains.orders import events
from marketplace.foundation import clock
from marketplace.foundation.db import door, session
from marketplace.gateways.mailer import MailFailed
from marketplace.journeys.notices import tell_about
from tests import cast
from tests.client import counted_sql
from tests.factories.mailbox import Mailbox, told
from tests.factories.paying import paid_order

if TYPE_CHECKING:
    from flask import Flask


def test_wishes_are_heard(house: Flask, mailbox: Mailbox) -> None:
    order = paid_order(cast.shelf())
    prefer(person_id=order.buyer_id, wishes={("orders", "email"): False})
    session.commit()
    told(events.OrderPaid(order.id))
    assert session.scalars(select(Delivery)).all() == []
    assert deliver() == 0


def test_people_without_mail_get_texts_but_no_chatter(house: Flask) -> None:
    who = cast.person("Ming", phone="+8613800138000", phone_verified_at=clock.now())
    who.email = who.email_verified_at = None
    session.commit()
    told(PersonRegistered(who.id))
    assert [row.channel for row in session.scalars(select(Delivery))] == ["sms"]


def test_a_refused_mail_is_tried_again_later_and_then_given_up(house: Flask, mailbox: Mailbox) -> None:
    who = cast.person()
    told(PersonRegistered(who.id))
    mailbox.refusal = MailFailed("busy")
    tries = 0
    while (row := session.scalars(select(Delivery)).one()).state == "waiting":
        with clock.travel(row.due_at - clock.now()):
            session.rollback()
            assert deliver() == 0
        tries += 1
        assert tries < 20
        session.rollback()
    assert (row.state, tries) == ("failed", 8)
    assert row.error == "busy"
    assert mailbox.mails == []


def test_a_bad_address_is_given_up_at_once(house: Flask, mailbox: Mailbox) -> None:
    told(PersonRegistered(cast.person().id))
    mailbox.refusal = MailFailed("no such mailbox", for_good=True)
    deliver()
    session.rollback()
    assert session.scalars(select(Delivery)).one().state == "failed"


def test_what_a_dead_worker_held_is_taken_again_after_its_lease(house: Flask, mailbox: Mailbox) -> None:
    from marketplace.domains.notifications.deliver import LEASE, _claimed

    told(PersonRegistered(cast.person().id))
    assert len(_claimed(clock.now())) == 1  # and then it died
    assert deliver() == 0
    with clock.travel(LEASE * 2):
        assert deliver() == 1


def test_a_hundred_facts_cost_as_many_statements_as_one(house: Flask) -> None:
    shelf = cast.shelf(stock=50)
    cast.worker_of(shelf.supplier)
    few, many = ([paid_order(shelf).id for _ in range(n)] for n in (1, 6))
    counts = []
    for ids in (few, many):
        with counted_sql() as said, door():
            tell_about([events.OrderPaid(order_id) for order_id in ids], clock.now())
        counts.append(len(said))
    assert counts[0] == counts[1] <= 9
