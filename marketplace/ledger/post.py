"""Post an entry, read a balance."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, text
from sqlalchemy.dialects.postgresql import insert as upsert

from marketplace.foundation.db import session
from marketplace.ledger.accounts import Account
from marketplace.ledger.models import LedgerEntry, LedgerLine


@dataclass(frozen=True, slots=True)
class Line:
    """A debit (positive) or credit (negative) of minor units on an account of a party."""

    account: Account
    amount: int
    party: int = 0


def post(
    key: str, kind: str, lines: Sequence[Line], *, unit: str, at: datetime, memo: dict[str, Any] | None = None
) -> bool:
    """Write one balanced entry; False when `key` is posted already. Lines of nothing are left out.

    Refuses: lines that do not sum to zero (as does PostgreSQL when the transaction commits).
    """
    moving = [line for line in lines if line.amount]
    if any(type(line.amount) is not int for line in moving):
        raise TypeError("the ledger takes whole minor units")
    if sum(line.amount for line in moving) != 0 or len(moving) == 1:
        raise ValueError(f"entry {key} does not balance: {moving}")
    if not moving:
        return False
    entry_id = session.scalar(
        upsert(LedgerEntry)
        .values(key=key, kind=kind, at=at, memo=memo or {})
        .on_conflict_do_nothing(index_elements=["key"])
        .returning(LedgerEntry.id)
    )
    if entry_id is None:
        return False
    session.execute(
        insert(LedgerLine),
        [
            {
                "entry_id": entry_id,
                "account": line.account.value,
                "party": line.party,
                "unit": unit,
                "amount": line.amount,
            }
            for line in moving
        ],
    )
    return True


def balance(account: Account, party: int | None = None, *, unit: str) -> int:
    """Return the signed sum of an account in minor units (of one party, or of all)."""
    stmt = select(func.coalesce(func.sum(LedgerLine.amount), 0)).where(
        LedgerLine.account == account.value, LedgerLine.unit == unit
    )
    if party is not None:
        stmt = stmt.where(LedgerLine.party == party)
    return int(session.scalar(stmt) or 0)


def credit_balance(account: Account, party: int | None = None, *, unit: str) -> int:
    """Return what is owed on an account: the negative of its signed sum."""
    return -balance(account, party, unit=unit)


@dataclass(frozen=True, slots=True)
class Entry:
    """One of many entries to be posted together."""

    key: str
    lines: Sequence[Line]


LINES = text(
    "INSERT INTO ledger_line (entry_id, account, party, unit, amount) SELECT entry_id, account, party, :unit, amount "
    "FROM unnest(CAST(:entries AS bigint[]), CAST(:accounts AS text[]), CAST(:parties AS bigint[]), "
    "CAST(:amounts AS bigint[])) AS line (entry_id, account, party, amount)"
)
ENTRIES = text(
    "INSERT INTO ledger_entry (key, kind, at, memo) "
    "SELECT key, :kind, :at, '{}' FROM unnest(CAST(:keys AS text[])) AS key "
    "ON CONFLICT (key) DO NOTHING RETURNING id, key"
)


def post_all(kind: str, entries: Sequence[Entry], *, unit: str, at: datetime) -> int:
    """Write many balanced entries of one kind in two statements; keys posted already are left out.

    Refuses: any entry that does not sum to zero.
    """
    moving = {e.key: [line for line in e.lines if line.amount] for e in entries}
    for key, lines in moving.items():
        if any(type(line.amount) is not int for line in lines) or sum(line.amount for line in lines) != 0:
            raise ValueError(f"entry {key} does not balance: {lines}")
    keys = [key for key, lines in moving.items() if lines]
    if not keys:
        return 0
    made = session.execute(ENTRIES, {"keys": keys, "kind": kind, "at": at}).all()
    written = [(row.id, line) for row in made for line in moving[row.key]]
    session.execute(
        LINES,
        {
            "entries": [entry_id for entry_id, _ in written],
            "accounts": [line.account.value for _, line in written],
            "parties": [line.party for _, line in written],
            "amounts": [line.amount for _, line in written],
            "unit": unit,
        },
    )
    return len(made)
