"""The count: what the provider's books say, what ours say, and every difference between the two."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from tests.chaos.installation import Installation

DRAINED_WITHIN = 300.0
# Each must come to nothing by itself, with nobody pressing anything.
UNDONE = {
    "facts": "SELECT count(*) FROM outbox_fact WHERE done_at IS NULL",
    "messages": "SELECT count(*) FROM provider_event WHERE handled_at IS NULL",
    "payments unsettled": "SELECT count(*) FROM payment WHERE state = 'succeeded' AND settled_at IS NULL",
    "refunds": "SELECT count(*) FROM refund WHERE state <> 'done'",
    "payouts": "SELECT count(*) FROM payout WHERE state = 'intended'",
    "unpaid past their time": "SELECT count(*) FROM \"order\" WHERE state = 'placed' AND pay_by < now()",
    "delivered, window over": "SELECT count(*) FROM \"order\" WHERE state = 'delivered' AND claim_until < now()",
    "received, not released": "SELECT count(*) FROM \"order\" WHERE state = 'received'",
    "parcels under way": "SELECT count(*) FROM \"order\" WHERE state = 'shipped'",
    "mails": "SELECT count(*) FROM delivery WHERE state IN ('waiting', 'sending')",
}
_UNDONE = " UNION ALL ".join(f"SELECT '{name}', ({question})" for name, question in UNDONE.items())
PAYMENTS = "SELECT number, reference, state, captured, provider_intent FROM payment"
REFUNDS = "SELECT number, state, amount, provider_refund FROM refund"
PAYOUTS = "SELECT number, state, amount, provider_transfer FROM payout"
PLACED = """
SELECT p.number, p.captured, count(*) FILTER (WHERE o.paid_at IS NOT NULL),
    coalesce(sum(o.total) FILTER (WHERE o.paid_at IS NOT NULL), 0),
    (SELECT coalesce(sum(amount), 0) FROM refund r
        WHERE r.payment_id = p.id AND r.reason LIKE ANY (ARRAY['late%', 'amount%']))
FROM payment p JOIN checkout c ON c.number = p.reference JOIN "order" o ON o.checkout_id = c.id
WHERE p.state = 'succeeded' GROUP BY p.id
"""
KEPT = "SELECT coalesce(sum(amount), 0)::bigint FROM ledger_line WHERE account = 'provider'"


def drain(shop: Installation, since: float) -> tuple[float, dict[str, int]]:
    """Wait until nothing is left to do; return after how many seconds since `since`, and what was left."""
    until = time.monotonic() + DRAINED_WITHIN
    calm, drained_at = 0, time.monotonic()
    while True:
        left = {name: number for name, number in shop.rows(_UNDONE) if number} | _unheard(shop)
        calm = 0 if left else calm + 1
        if calm == 1:
            drained_at = time.monotonic()
        if calm >= 3 or time.monotonic() > until:  # a fact may make another
            return drained_at - since, left
        time.sleep(1.0)


def _unheard(shop: Installation) -> dict[str, int]:
    """Count charges at the provider that we know nothing of yet."""
    ours = {row[4] for row in shop.rows(PAYMENTS) if row[2] == "succeeded"}
    books = shop.lever("/books", verb="GET")
    unheard = sum(1 for charge in _good(books["charges"]) if charge["payment_intent"] not in ours)
    return {"charges we have not heard of": unheard} if unheard else {}


def _good(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in rows if row.get("status", "succeeded") == "succeeded"]


def differences(shop: Installation) -> list[str]:
    """Return a line for every way in which the provider's books and ours differ, to the cent."""
    books = shop.lever("/books", verb="GET")
    found = [] if books["balanced"] else [f"the provider's own books are wrong: {books['wrongs']}"]
    found += _charges(books, shop.rows(PAYMENTS))
    found += _same("refund", _good(books["refunds"]), shop.rows(REFUNDS))
    found += _same("transfer", books["transfers"], shop.rows(PAYOUTS))
    found += [
        f"payment {number}: {captured} captured, {paid} paid to {count} orders, {back} given back"
        for number, captured, count, paid, back in shop.rows(PLACED)
        if captured != paid + back
    ]
    theirs = sum(
        (books[name].get("cny", 0) * sign)
        for name, sign in (("captured", 1), ("refunded", -1), ("refunds_failed", 1))
    )
    theirs -= books["transferred"].get("cny", 0) - books["reversed"].get("cny", 0)
    ours = shop.rows(KEPT)[0][0]
    return (
        found if theirs == ours else [*found, f"the provider keeps {theirs} for us, our ledger says {ours}"]
    )


def _charges(books: dict[str, Any], payments: list[tuple[Any, ...]]) -> Iterator[str]:
    """Compare every charge with our payments: once each, to the cent."""
    ours = {row[4]: row for row in payments if row[2] == "succeeded"}
    charges = _good(books["charges"])
    for charge in charges:
        row = ours.get(charge["payment_intent"])
        if row is None:
            yield f"lost: charge {charge['id']} of {charge['amount']} is in no payment of ours"
        elif row[3] != charge["amount"]:
            yield f"payment {row[0]}: {row[3]} captured, charged {charge['amount']}"
    often = Counter((charge["metadata"] or {}).get("payment") for charge in charges)
    yield from (f"payment {number} was charged {times} times" for number, times in often.items() if times > 1)
    known = {charge["payment_intent"] for charge in charges}
    yield from (
        f"payment {row[0]} succeeded without a charge" for intent, row in ours.items() if intent not in known
    )


def _same(kind: str, theirs: list[dict[str, Any]], rows: list[tuple[Any, ...]]) -> Iterator[str]:
    """Compare what went out with our rows: once each, to the cent."""
    ours = {row[3]: row for row in rows if row[1] == "done"}
    for one in theirs:
        row = ours.get(one["id"])
        if row is None:
            yield f"{kind} {one['id']} of {one['amount']} is none of ours"
        elif row[2] != one["amount"]:
            yield f"{kind} {row[0]}: {row[2]} with us, {one['amount']} there"
    known = {one["id"] for one in theirs}
    yield from (
        f"{kind} {row[0]} is done with us and unknown there"
        for ident, row in ours.items()
        if ident not in known
    )
    if len(ours) != len([row for row in rows if row[1] == "done"]):
        yield f"two {kind}s of ours share one there"
