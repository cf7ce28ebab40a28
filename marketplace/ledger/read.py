"""Reading the books: the entries that touch an account of a party, and what every account comes to."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from marketplace.foundation.db import session
from marketplace.ledger.accounts import Account
from marketplace.ledger.models import LedgerEntry, LedgerLine

MOST = 200


def entries_touching(parties: Sequence[tuple[Account, int]]) -> Sequence[LedgerEntry]:
    """Return the entries with a line on any of these (account, party), with their lines, oldest first."""
    if not parties:
        return []
    same = [(LedgerLine.account == account.value) & (LedgerLine.party == party) for account, party in parties]
    touched = select(LedgerLine.entry_id).where(or_(*same))
    stmt = select(LedgerEntry).where(LedgerEntry.id.in_(touched)).options(joinedload(LedgerEntry.lines))
    return session.scalars(stmt.order_by(LedgerEntry.id).limit(MOST)).unique().all()


def trial_balance() -> Sequence[Any]:
    """Return a row for each account and currency: `account`, `unit`, `debit`, `credit` and `lines`, minor units."""
    amount = LedgerLine.amount
    return session.execute(
        select(
            LedgerLine.account,
            LedgerLine.unit,
            func.coalesce(func.sum(amount).filter(amount > 0), 0).label("debit"),
            func.coalesce(-func.sum(amount).filter(amount < 0), 0).label("credit"),
            func.count().label("lines"),
        )
        .group_by(LedgerLine.account, LedgerLine.unit)
        .order_by(LedgerLine.account, LedgerLine.unit)
    ).all()
