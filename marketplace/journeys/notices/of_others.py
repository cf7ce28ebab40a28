"""What the facts of money, reviews and accounts tell whom."""

from collections.abc import Callable, Iterator
from typing import Any

from marketplace.domains.accounts.events import ChangeTakenBack, PersonRegistered, ProofChanged
from marketplace.domains.aftersales.events import ReviewAnswered, ReviewWritten
from marketplace.domains.notifications.speak import money, words
from marketplace.domains.notifications.tell import Telling
from marketplace.domains.payments.events import PayoutDeclined, PayoutDone, PayoutFailed, RefundDone
from marketplace.foundation.outbox import Fact
from marketplace.journeys.notices.desk import Desk

Tellings = Iterator[Telling]
LONGEST_QUOTE = 140
BY_BANK = "chargeback:"
PAYOUTS: dict[type[Fact], str] = {
    PayoutDone: "payout_done",
    PayoutFailed: "payout_failed",
    PayoutDeclined: "payout_declined",
}
PROOFS = {
    "password": "password_changed",
    "email": "email_changed",
    "phone": "phone_changed",
    "second_step": "second_step_on",
    "no_second_step": "second_step_off",
}


def _refunded(desk: Desk, fact: RefundDone) -> Tellings:
    row = desk.refunds.get(fact.refund_id)
    if row is None or row.Refund.reason.startswith(BY_BANK):  # that the bank told them itself
        return
    order = desk.orders_by_number.get(row.Refund.reference)
    yield Telling(
        person_id=row.payer_id,
        kind="refund_done",
        key=f"refund_done:{fact.refund_id}",
        link=f"/orders/{order.number}" if order else "",
        params={"amount": money(row.Refund.amount, row.Refund.currency), "number": row.Refund.reference},
    )


def _payout(desk: Desk, fact: PayoutDone | PayoutFailed | PayoutDeclined) -> Tellings:
    payout = desk.payouts.get(fact.payout_id)
    if payout is None:
        return
    kind = PAYOUTS[type(fact)]
    payee = desk.payee(payout)
    link = "/sell/balance" if payee.kind == "seller" else f"/supplier/payouts?place={payee.slug}"
    for person_id in desk.earners(payout):
        yield Telling(
            person_id=person_id,
            kind=kind,
            key=f"{kind}:{payout.id}:{person_id}",
            link=link,
            params={
                "amount": money(payout.amount, payout.currency),
                "number": payout.number,
                "words": payout.error or "",
            },
        )


def _reviewed(desk: Desk, fact: ReviewWritten) -> Tellings:
    row = desk.reviews.get(fact.review_id)
    if row is None:
        return
    for person_id in desk.workers.get(row.Review.supplier_id, ()):
        yield Telling(
            person_id=person_id,
            kind="review_written",
            key=f"review_written:{fact.review_id}:{person_id}",
            link=f"/supplier/reviews?place={desk.payee(desk.orders[row.order_id]).slug}",
            params={"stars": row.Review.stars, "goods": words(row.title), "words": _quote(row.Review.words)},
        )


def _answered(desk: Desk, fact: ReviewAnswered) -> Tellings:
    row = desk.reviews.get(fact.review_id)
    order = desk.orders.get(row.order_id) if row else None
    if row is None or order is None:
        return
    yield Telling(
        person_id=row.Review.person_id,
        kind="review_answered",
        key=f"review_answered:{fact.review_id}",
        link=f"/orders/{order.number}",
        params={
            "supplier": words(desk.payee(order).name),
            "goods": words(row.title),
            "words": _quote(row.Review.reply or ""),
        },
    )


def _proof_changed(_desk: Desk, fact: ProofChanged) -> Tellings:
    yield Telling(
        person_id=fact.person_id,
        kind=PROOFS[fact.what],
        key=f"{PROOFS[fact.what]}:{fact.change_id}",
        link=f"/account/changes/{fact.change_id}",
    )


def _taken_back(_desk: Desk, fact: ChangeTakenBack) -> Tellings:
    yield Telling(
        person_id=fact.person_id,
        kind="change_taken_back",
        key=f"change_taken_back:{fact.change_id}",
        link="/account/password",
    )


def _registered(desk: Desk, fact: PersonRegistered) -> Tellings:
    if (person := desk.people.get(fact.person_id)) is not None:
        yield Telling(
            person_id=person.id,
            kind="registered",
            key=f"registered:{person.id}",
            link="/account/preferences",
            params={"name": person.display_name},
        )


def _quote(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST_QUOTE else plain[:LONGEST_QUOTE].rstrip() + "…"


OF_OTHERS: dict[type[Fact], Callable[[Desk, Any], Tellings]] = {
    RefundDone: _refunded,
    PayoutDone: _payout,
    PayoutFailed: _payout,
    PayoutDeclined: _payout,
    ReviewWritten: _reviewed,
    ReviewAnswered: _answered,
    PersonRegistered: _registered,
    ProofChanged: _proof_changed,
    ChangeTakenBack: _taken_back,
}
