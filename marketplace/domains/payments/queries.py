"""Payments, refunds, payouts, and what a supplier's or a seller's balance is made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, func, or_, select

from marketplace.domains.payments.models import Chargeback, Payee, Payment, Payout, ProviderEvent, Refund
from marketplace.foundation.db import session
from marketplace.foundation.paging import Page, paginate
from marketplace.foundation.refusals import Missing
from marketplace.ledger.accounts import Account
from marketplace.ledger.models import LedgerEntry, LedgerLine
from marketplace.ledger.post import credit_balance

OPEN_PAYMENTS = ("intended", "opened")


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One movement of a balance: `kind` is release, refund, payout or payout_failed; `about` an order or a payout."""

    id: int
    at: datetime
    kind: str
    about: str
    amount: int
    balance: int


def find_payment(reference: str) -> Payment | None:
    """Return the payment for a checkout's number."""
    return session.scalar(select(Payment).filter_by(reference=reference))


def get_payment(reference: str, *, payer_id: int) -> Payment:
    """Return this person's payment for a checkout's number. Refuses: another's, as if it were not there."""
    found = session.scalar(select(Payment).filter_by(reference=reference, payer_id=payer_id))
    if found is None:
        raise Missing
    return found


def refunds_of(reference: str) -> Sequence[Refund]:
    """Return the refunds for an order's number, or a payment's, oldest first."""
    return session.scalars(select(Refund).filter_by(reference=reference).order_by(Refund.id)).all()


def payouts_of(
    party: int, *, account: Account = Account.SUPPLIER, cursor: str | None = None, size: int = 24
) -> Page[Payout]:
    """Return a page of a supplier's payouts (or, by SELLER, a seller's), newest first."""
    stmt = select(Payout).filter_by(**Payee(account, party).columns)
    return paginate(stmt, keys=[(Payout.id, "desc")], cursor=cursor, size=size)


def on_its_way(party: int, *, account: Account = Account.SUPPLIER) -> int:
    """Return what left a payee's balance and has not reached their account yet, minor units."""
    leaving = select(Payout.amount).filter_by(**Payee(account, party).columns)
    return sum(session.scalars(leaving.where(Payout.state.in_(("intended", "asked")))))


def balance_of(party: int, currency: str, *, account: Account = Account.SUPPLIER) -> int:
    """Return what a supplier (or, by SELLER, a seller) may be paid out, minor units; below zero when they owe us."""
    return credit_balance(account, party, unit=currency)


def statement_of(
    party: int,
    currency: str,
    *,
    account: Account = Account.SUPPLIER,
    cursor: str | None = None,
    size: int = 24,
) -> Page[StatementRow]:
    """Return a page of what moved a payee's balance, newest first, with the balance after each."""
    mine = (
        LedgerLine.account == account.value,
        LedgerLine.party == party,
        LedgerLine.unit == currency,
    )
    stmt = (
        select(LedgerLine.id, LedgerEntry.at, LedgerEntry.kind, LedgerEntry.key, LedgerLine.amount)
        .join(LedgerEntry, LedgerEntry.id == LedgerLine.entry_id)
        .where(*mine)
    )
    page = paginate(stmt, keys=[(LedgerLine.id, "desc")], cursor=cursor, size=size, scalars=False)
    rows: list[StatementRow] = []
    if page.rows:
        newest = page.rows[0].id
        balance = -int(
            session.scalar(select(func.sum(LedgerLine.amount)).where(*mine, LedgerLine.id <= newest)) or 0
        )
        refunded = _orders_refunded([row.key.split(":")[1] for row in page.rows if row.kind == "refund"])
        for row in page.rows:
            about = refunded.get(number := row.key.split(":")[1], number)
            rows.append(StatementRow(row.id, row.at, row.kind, about, -row.amount, balance))
            balance += row.amount
    return Page(rows, page.next_cursor, page.previous_cursor)


def _orders_refunded(numbers: list[str]) -> dict[str, str]:
    stmt = select(Refund.number, Refund.reference).where(Refund.number.in_(numbers))
    return {row.number: row.reference for row in session.execute(stmt)} if numbers else {}


def unheard_payments(before: datetime, limit: int) -> Sequence[int]:
    """Return payments somebody may have paid by now without our hearing of it, opened before `before`."""
    return session.scalars(
        select(Payment.id)
        .where(Payment.state == "opened", Payment.created_at < before)
        .order_by(Payment.expires_at)
        .limit(limit)
    ).all()


def unsettled_payments(limit: int) -> Sequence[int]:
    """Return payments whose money was not given to their orders yet."""
    return session.scalars(
        select(Payment.id)
        .where(Payment.state == "succeeded", Payment.settled_at.is_(None))
        .order_by(Payment.id)
        .limit(limit)
    ).all()


def payments_without_fee(before: datetime, limit: int) -> Sequence[int]:
    """Return payments that succeeded before `before` and whose fee the provider has not told, the eldest first."""
    return session.scalars(
        select(Payment.id)
        .where(
            Payment.state == "succeeded",
            Payment.fee.is_(None),
            Payment.provider_charge.is_not(None),
            Payment.succeeded_at < before,
        )
        .order_by(Payment.id)
        .limit(limit)
    ).all()


def disputed_payments() -> Select[int]:
    """Return the query for payments a bank is deciding about: the provider refunds nothing of them."""
    return select(Chargeback.payment_id).where(Chargeback.state == "open")


def is_disputed(payment_id: int) -> bool:
    """Say whether a bank is deciding about this payment."""
    return session.scalar(disputed_payments().where(Chargeback.payment_id == payment_id)) is not None


def find_chargeback(payment_id: int) -> Chargeback | None:
    """Return the newest charge-back of a payment."""
    stmt = select(Chargeback).where(Chargeback.payment_id == payment_id).order_by(Chargeback.id.desc())
    return session.scalars(stmt.limit(1)).one_or_none()


def open_disputes(limit: int) -> Sequence[str]:
    """Return the provider's names of the charge-backs no bank has decided yet, oldest first."""
    stmt = select(Chargeback.provider_dispute).where(Chargeback.state == "open").order_by(Chargeback.id)
    return session.scalars(stmt.limit(limit)).all()


def unsent_refunds(at: datetime, *, patience: timedelta, retry: timedelta, limit: int) -> Sequence[Refund]:
    """Return refunds to be told to the provider, asked about, or tried again."""
    return session.scalars(
        select(Refund)
        .where(
            Refund.state != "done",
            Refund.payment_id.not_in(disputed_payments()),
            or_(
                (Refund.state == "intended") & (Refund.created_at < at - patience),
                (Refund.state == "sent") & (Refund.changed_at < at - patience),
                (Refund.state == "failed") & (Refund.changed_at < at - retry),
            ),
        )
        .order_by(Refund.id)
        .limit(limit)
    ).all()


def unsent_payouts(before: datetime, limit: int) -> Sequence[int]:
    """Return payouts intended before `before` that the provider has not answered for."""
    return session.scalars(
        select(Payout.id)
        .where(Payout.state == "intended", Payout.created_at < before)
        .order_by(Payout.id)
        .limit(limit)
    ).all()


def unhandled_events(before: datetime, limit: int) -> Sequence[int]:
    """Return messages received before `before` and not handled."""
    return session.scalars(
        select(ProviderEvent.id)
        .where(ProviderEvent.handled_at.is_(None), ProviderEvent.received_at < before)
        .order_by(ProviderEvent.id)
        .limit(limit)
    ).all()
