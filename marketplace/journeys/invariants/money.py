"""Money: every minor unit is somewhere, once, and owed to whom the rows say."""

from marketplace.domains.orders.states import HOLDING

_HOLDING = ", ".join(f"'{state}'" for state in sorted(HOLDING))


def _owed(account: str) -> str:
    return (
        f"(SELECT party, sum(-amount) AS owed FROM ledger_line WHERE account = '{account}' "
        "GROUP BY party HAVING sum(amount) <> 0)"
    )


def _moved(kind: str, account: str, sign: str = "") -> str:
    """Return (key, moved) of one kind of entry on one account."""
    return (
        f"(SELECT e.key, sum({sign}l.amount) AS moved FROM ledger_entry e JOIN ledger_line l ON l.entry_id = e.id "
        f"WHERE e.kind = '{kind}' AND l.account = '{account}' GROUP BY e.key)"
    )


def _overpaid(account: str) -> str:
    """Count those of one kind whose payouts, under way or done, are more than what was ever released to them."""
    return (
        f"SELECT count(*) FROM (SELECT {account}_id AS party, sum(amount) AS paid FROM payout "
        f"WHERE state NOT IN ('failed', 'declined') AND {account}_id IS NOT NULL GROUP BY {account}_id) p "
        "LEFT JOIN (SELECT l.party, sum(-l.amount) AS released FROM ledger_line l "
        f"JOIN ledger_entry e ON e.id = l.entry_id WHERE e.kind = 'release' AND l.account = '{account}' "
        "GROUP BY l.party) r ON r.party = p.party WHERE p.paid > coalesce(r.released, 0)"
    )


def _one_to_one(rows: str, kind: str, account: str, sign: str) -> str:
    """Count rows (number, amount) without their entry, entries without their row, and pairs that differ."""
    return (
        f"SELECT count(*) FROM ({rows}) r FULL JOIN {_moved(kind, account, sign)} e "
        f"ON e.key = '{kind}:' || r.number WHERE r.amount IS DISTINCT FROM e.moved"
    )


MONEY = {
    "ledger entries that do not sum to zero": (
        "SELECT count(*) FROM (SELECT 1 FROM ledger_line GROUP BY entry_id, unit HAVING sum(amount) <> 0) x"
    ),
    "ledger entries with fewer than two lines": (
        "SELECT count(*) FROM (SELECT 1 FROM ledger_entry e LEFT JOIN ledger_line l ON l.entry_id = e.id "
        "GROUP BY e.id HAVING count(l.id) < 2) x"
    ),
    "open orders whose hold is not paid less refunded": (
        f'SELECT count(*) FROM "order" o LEFT JOIN {_owed("hold")} h ON h.party = o.id '
        f"WHERE o.state IN ({_HOLDING}) AND coalesce(h.owed, 0) <> o.total - o.refunded"
    ),
    "holds of orders that are closed, unpaid or missing": (
        f'SELECT count(*) FROM {_owed("hold")} h LEFT JOIN "order" o ON o.id = h.party '
        f"WHERE o.id IS NULL OR o.state NOT IN ({_HOLDING})"
    ),
    "payments with money that no order took and nobody refunds": f"SELECT count(*) FROM {_owed('unplaced')} x",
    "checkouts whose orders or payment do not add up": (
        "SELECT count(*) FROM checkout c LEFT JOIN payment p ON p.reference = c.number "
        'WHERE c.total <> (SELECT coalesce(sum(o.total), 0) FROM "order" o WHERE o.checkout_id = c.id) '
        "OR p.amount <> c.total"
    ),
    "payments refunded beyond what was captured": (
        "SELECT count(*) FROM payment p LEFT JOIN (SELECT payment_id, sum(amount) AS given FROM refund "
        "GROUP BY payment_id) r ON r.payment_id = p.id "
        "WHERE p.refunded <> coalesce(r.given, 0) OR p.refunded > p.captured"
    ),
    "orders whose refunds are not what they say": (
        'SELECT count(*) FROM "order" o LEFT JOIN (SELECT reference, sum(amount) AS given FROM refund '
        "GROUP BY reference) r ON r.reference = o.number "
        "WHERE o.paid_at IS NOT NULL AND o.refunded <> coalesce(r.given, 0)"
    ),
    "refunds whose money is not on its way": (
        f"SELECT count(*) FROM refund r FULL JOIN {_owed('refunding')} x ON x.party = r.id "
        "WHERE r.id IS NULL OR coalesce(x.owed, 0) <> CASE WHEN r.state = 'done' THEN 0 ELSE r.amount END"
    ),
    "payouts whose money is not on its way": (
        f"SELECT count(*) FROM payout p FULL JOIN {_owed('paying_out')} x ON x.party = p.id "
        "WHERE p.id IS NULL OR coalesce(x.owed, 0) <> "
        "CASE WHEN p.state IN ('intended', 'asked') THEN p.amount ELSE 0 END"
    ),
    "suppliers paid out more than was released to them": _overpaid("supplier"),
    "sellers paid out more than was released to them": _overpaid("seller"),
    "completed orders whose services are not the movers'": (
        'SELECT count(*) FROM (SELECT number, services FROM "order" '
        "WHERE state = 'completed' AND services > 0) o "
        f"FULL JOIN {_moved('release', 'services', '-')} e ON e.key = 'release:' || o.number "
        "WHERE o.number IS NULL OR e.moved > o.services"
    ),
    "completed orders whose release or commission is not theirs": (
        'SELECT count(*) FROM (SELECT number, commission FROM "order" '
        "WHERE state = 'completed' AND commission > 0) o "
        f"FULL JOIN {_moved('release', 'commission', '-')} e ON e.key = 'release:' || o.number "
        "WHERE o.number IS NULL OR e.moved IS NULL OR e.moved > o.commission"
    ),
    "settled payments without their one entry, or the reverse": _one_to_one(
        "SELECT number, captured AS amount FROM payment WHERE settled_at IS NOT NULL",
        "payment",
        "provider",
        "",
    ),
    "provider fees without their one entry, or the reverse": _one_to_one(
        "SELECT number, fee AS amount FROM payment WHERE fee <> 0", "fee", "fees", ""
    ),
    "refunds done without their entry, or the reverse": (
        "SELECT count(*) FROM (SELECT number, amount FROM refund WHERE state = 'done') r FULL JOIN "
        "(SELECT split_part(e.key, ':', 2) AS number, sum(-l.amount) AS moved FROM ledger_entry e "
        "JOIN ledger_line l ON l.entry_id = e.id WHERE e.kind IN ('refund_done', 'refund_returned') "
        "AND l.account = 'provider' GROUP BY 1 HAVING sum(l.amount) <> 0) e "
        "ON e.number = r.number WHERE r.amount IS DISTINCT FROM e.moved"
    ),
    "payouts done without their one entry, or the reverse": _one_to_one(
        "SELECT number, amount FROM payout WHERE state = 'done'", "payout_done", "provider", "-"
    ),
    "payments captured without having succeeded, or the reverse": (
        "SELECT count(*) FROM payment WHERE (state = 'succeeded') <> (captured > 0) "
        "OR (settled_at IS NOT NULL AND state <> 'succeeded')"
    ),
}
