"""Post an entry, read a balance."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, text

from marketplace.foundation.db import session
from marketplace.ledger.accounts import Account
from marketplace.ledger.models import LedgerLine


@dataclass(frozen=True, slots=True)
class Line:
    """A debit (positive) or credit (negative) of minor units on an account of a party."""

    account: Account
    amount: int
    party: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One movement: its key, its lines, and what is worth noting of it."""

    key: str
    lines: Sequence[Line]
    memo: dict[str, Any] = field(default_factory=dict)


ENTRIES = text(
    "INSERT INTO ledger_entry (key, kind, at, memo) SELECT key, :kind, :at, CAST(memo AS jsonb) "
    "FROM unnest(CAST(:keys AS text[]), CAST(:memos AS text[])) AS entry (key, memo) "
    "ON CONFLICT (key) DO NOTHING RETURNING id, key"
)
LINES = text(
    "INSERT INTO ledger_line (entry_id, account, party, unit, amount) "
    "SELECT entry_id, account, party, :unit, amount "
    "FROM unnest(CAST(:entries AS bigint[]), CAST(:accounts AS text[]), CAST(:parties AS bigint[]), "
    "CAST(:amounts AS bigint[])) AS line (entry_id, account, party, amount)"
)


def post(
    key: str, kind: str, lines: Sequence[Line], *, unit: str, at: datetime, memo: dict[str, Any] | None = None
) -> bool:
    """Write one balanced entry; False when `key` is posted already. Lines of nothing are left out.

    Refuses: lines that do not sum to zero (as does PostgreSQL when the transaction commits).
    """
    return post_all(kind, [Entry(key, lines, memo or {})], unit=unit, at=at) == 1


def post_all(kind: str, entries: Sequence[Entry], *, unit: str, at: datetime) -> int:
    """Write many balanced entries of one kind in two statements; return how many had not been posted already.

    Refuses: any entry that does not sum to zero.
    """
    moving = {entry.key: _moving(entry) for entry in entries}
    new = [entry for entry in entries if moving[entry.key]]
    if not new:
        return 0
    keys, memos = [entry.key for entry in new], [json.dumps(entry.memo) for entry in new]
    made = session.execute(ENTRIES, {"keys": keys, "memos": memos, "kind": kind, "at": at}).all()
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


def _moving(entry: Entry) -> list[Line]:
    """Return the lines that move something. Refuses: amounts that are no whole numbers, or do not balance."""
    moving = [line for line in entry.lines if line.amount]
    if any(type(line.amount) is not int for line in moving):
        raise TypeError("the ledger takes whole minor units")
    if sum(line.amount for line in moving) != 0:
        raise ValueError(f"entry {entry.key} does not balance: {moving}")
    return moving


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
