"""Paid orders, and the books as a table: account → minor units owed (PROVIDER: kept for us)."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from marketplace.domains.orders.models import Checkout, Order
from marketplace.domains.orders.queries import orders_of
from marketplace.domains.orders.ship import deliver
from marketplace.domains.payments.hear import hear, opened
from marketplace.domains.payments.models import Payment, Refund
from marketplace.domains.payments.provider import PaymentSeen, RefundSeen, Session
from marketplace.domains.payments.queries import find_payment
from marketplace.domains.payments.refund import conclude_refund, key_of
from marketplace.foundation import actors, clock
from marketplace.foundation.db import door, session
from marketplace.foundation.locks import lock_row
from marketplace.foundation.outbox import OutboxFact
from marketplace.journeys.accept_order import accept_order
from marketplace.journeys.confirm_receipt import confirm_receipt
from marketplace.journeys.release_hold import release_hold
from marketplace.journeys.settle_payment import settle_payment
from marketplace.journeys.ship_order import ship_order
from tests import cast
from tests.factories.shopping import Buyer, wish

if TYPE_CHECKING:
    from collections.abc import Sequence

_serial = count(1)


def payment_of(checkout: Checkout) -> Payment:
    found = find_payment(checkout.number)
    assert found is not None
    return found


def money_comes(checkout: Checkout, amount: int | None = None, currency: str = "CNY") -> int:
    """Have the provider say that the buyer paid; nothing is settled yet. Returns the payment's id."""
    at = clock.now()
    with door():
        payment = payment_of(checkout)
        page = Session(f"cs_{payment.number}", "https://pay.test/")
        buyer = actors.person(payment.payer_id, "buyer")
        if payment.state == "intended":
            opened(payment=payment, session=page, expires_at=at + timedelta(minutes=40), actor=buyer, at=at)
        seen = PaymentSeen(
            session=page.id,
            number=payment.number,
            status="paid",
            amount=payment.amount if amount is None else amount,
            currency=currency,
            intent=f"pi_{payment.number}",
            charge=f"ch_{payment.number}",
            method="card",
        )
        hear(payment=payment, seen=seen, at=at)
        return payment.id


def pays(checkout: Checkout, amount: int | None = None) -> int:
    """Have the buyer pay, and the money held."""
    payment_id = money_comes(checkout, amount)
    with door():
        settle_payment(payment_id=payment_id, at=clock.now())
    return payment_id


def paid_order(*shelves: cast.Shelf, by: Buyer | None = None, quantity: int = 1) -> Order:
    """Return a paid order of one piece, or so many, of each of one supplier's shelves."""
    checkout = (by or Buyer()).places(*(wish(shelf, quantity) for shelf in shelves or [cast.shelf()]))
    pays(checkout)
    return orders_of(checkout.id)[0]


def accepted_order(*shelves: cast.Shelf, by: Buyer | None = None, quantity: int = 1) -> Order:
    order = paid_order(*shelves, by=by, quantity=quantity)
    with door():
        accept_order(order_id=order.id, actor=supplier_of(order), at=clock.now())
    return order


def shipped_order(*shelves: cast.Shelf, by: Buyer | None = None, quantity: int = 1) -> Order:
    return ships(accepted_order(*shelves, by=by, quantity=quantity))


def ships(order: Order, serial: str = "") -> Order:
    """Ship an accepted order, with this serial number or new ones."""
    number = next(_serial)
    with door():
        lines = session.execute(
            text("SELECT id, quantity FROM order_line WHERE order_id = :id"), {"id": order.id}
        ).all()
        ship_order(
            order_id=order.id,
            carrier="sf",
            tracking_number=f"SB{number:010d}",
            serials={
                line.id: [serial or f"SN{number:06d}{line.id}-{n}" for n in range(line.quantity)]
                for line in lines
            },
            actor=supplier_of(order),
            at=clock.now(),
        )
    return order


def delivered_order(*shelves: cast.Shelf, by: Buyer | None = None, quantity: int = 1) -> Order:
    order = shipped_order(*shelves, by=by, quantity=quantity)
    with door():
        row = lock_row(Order, order.id)
        assert row is not None
        deliver(order=row, actor=actors.PROVIDER, at=clock.now())
    return order


def supplier_of(order: Order) -> actors.Actor:
    return actors.person(
        order.buyer_id, "supplier"
    )  # who acts for the supplier does not matter below the portals


def buyer_of(order: Order) -> actors.Actor:
    return actors.person(order.buyer_id, "buyer")


def refund_arrives(refund: Refund, status: Any = "done") -> None:
    """Have the provider answer for a refund."""
    with door():
        row = lock_row(Refund, refund.id)
        assert row is not None
        conclude_refund(refund=row, seen=RefundSeen(f"re_{key_of(row)}", key_of(row), status), at=clock.now())


def books() -> dict[str, int]:
    """Return what every account owes all its parties together (the provider: what it keeps), without the zeros."""
    rows = session.execute(
        text(
            "SELECT account, CAST(sum(amount) AS bigint) AS sum FROM ledger_line "
            "GROUP BY account HAVING sum(amount) <> 0"
        )
    )
    found = {row.account: int(row.sum if row.account == "provider" else -row.sum) for row in rows}
    session.rollback()
    return found


def states(orders: Sequence[Order]) -> list[str]:
    """Return the orders' states, read afresh."""
    session.rollback()
    session.expire_all()
    return [session.get_one(Order, order.id).state for order in orders]


def received_order(*shelves: cast.Shelf, by: Buyer | None = None) -> Order:
    order = delivered_order(*shelves, by=by)
    with door():
        confirm_receipt(order_id=order.id, actor=buyer_of(order), at=clock.now())
    return order


def line_of(order: Order) -> int:
    """Return the id of an order's first line."""
    return session.execute(
        text("SELECT min(id) FROM order_line WHERE order_id = :id"), {"id": order.id}
    ).scalar_one()


def completed_order(*shelves: cast.Shelf, by: Buyer | None = None) -> Order:
    """Return an order whose hold went to its supplier, less commission."""
    order = received_order(*shelves, by=by)
    with door():
        assert release_hold(order_id=order.id, at=clock.now())
    return order


def shelf(price: int = 1000_00) -> cast.Shelf:
    """Return goods at a price that is easy to halve in one's head."""
    return cast.shelf(price=price)


def reminders() -> list[str]:
    """Return what people were reminded of, oldest first."""
    rows = session.query(OutboxFact).filter_by(name="OrderReminderDue").order_by(OutboxFact.id)
    return [row.payload["what"] for row in rows]
