"""Movement: states changed by their tables only, and nothing due is left lying for over a quarter of an hour."""

from marketplace.domains.aftersales.states import CASE
from marketplace.domains.haggling.states import PROPOSAL
from marketplace.domains.orders.states import HOLDING, ORDER
from marketplace.domains.payments.states import CHARGEBACK, PAYMENT, PAYOUT, REFUND
from marketplace.foundation.outbox import GIVE_UP_AFTER
from marketplace.foundation.states import Table

_TABLES = (
    (ORDER, "placed"), (PAYMENT, "intended"), (REFUND, "intended"), (PAYOUT, "intended"), (PROPOSAL, "open"),
    (CASE, "open"), (CHARGEBACK, "open"),
)  # fmt: skip
_HOLDING = ", ".join(f"'{state}'" for state in sorted(HOLDING))
_LATE = "CAST(:now AS timestamptz) - interval '15 minutes'"


def _lawful() -> str:
    moves = [
        f"('{table.subject}', '{was}', '{verb}', '{became}')"
        for table, _ in _TABLES
        for (was, verb), became in table.moves.items()
    ]
    subjects = ", ".join(f"'{table.subject}'" for table, _ in _TABLES)
    return (
        f"SELECT count(*) FROM state_change c WHERE c.subject IN ({subjects}) AND c.was <> c.became "
        f"AND (c.subject, c.was, c.verb, c.became) NOT IN (VALUES {', '.join(moves)})"
    )


def _as_told(table: Table, first: str) -> str:
    """Count rows whose state is not the last their history tells (the first, if it tells nothing)."""
    return (
        f'SELECT count(*) FROM "{table.subject}" r LEFT JOIN (SELECT DISTINCT ON (subject_id) subject_id, became '
        f"FROM state_change WHERE subject = '{table.subject}' AND was <> became ORDER BY subject_id, id DESC) c "
        f"ON c.subject_id = r.id WHERE r.state <> coalesce(c.became, '{first}')"
    )


def _broken_chains() -> str:
    subjects = ", ".join(f"'{table.subject}'" for table, _ in _TABLES)
    return (
        "SELECT count(*) FROM (SELECT was, lag(became) OVER (PARTITION BY subject, subject_id ORDER BY id) AS before "
        f"FROM state_change WHERE subject IN ({subjects}) AND was <> became) x WHERE before <> was"
    )


def _overdue(state: str, column: str) -> str:
    return (
        f"SELECT count(*) FROM \"order\" WHERE state = '{state}' AND frozen_at IS NULL AND {column} < {_LATE}"
    )


MOVEMENT = {
    "unlawful moves": _lawful(),
    "moves that do not start where the one before ended": _broken_chains(),
    **{f"{table.subject} rows in a state no move led to": _as_told(table, first) for table, first in _TABLES},
    "unpaid orders that should have lapsed": _overdue("placed", "pay_by"),
    "orders not accepted in time and not cancelled": _overdue("paid", "accept_by"),
    "orders not shipped in time and not cancelled": _overdue("accepted", "ship_by"),
    "orders past their claim window and not received": _overdue("delivered", "claim_until"),
    "received orders not released": _overdue("received", "received_at"),
    "holds kept too long": (
        f'SELECT count(*) FROM "order" WHERE state IN ({_HOLDING}) AND hold_until < {_LATE} AND disputed_at IS NULL'
    ),
    "reminders not sent": f'SELECT count(*) FROM "order" WHERE remind_at < {_LATE}',
    "payments not given to their orders": (
        f"SELECT count(*) FROM payment WHERE state = 'succeeded' AND settled_at IS NULL AND succeeded_at < {_LATE}"
    ),
    "payments whose fee the provider has not told for a day": (
        "SELECT count(*) FROM payment WHERE state = 'succeeded' AND fee IS NULL AND provider_charge IS NOT NULL "
        "AND succeeded_at < CAST(:now AS timestamptz) - interval '1 day'"
    ),
    "refunds not told to the provider": (
        f"SELECT count(*) FROM refund WHERE state = 'intended' AND created_at < {_LATE} "
        "AND payment_id NOT IN (SELECT payment_id FROM chargeback WHERE state = 'open')"
    ),
    "refunds the provider keeps refusing": "SELECT count(*) FROM refund WHERE state = 'failed' AND tries >= 5",
    "payouts not told to the provider": (
        f"SELECT count(*) FROM payout p WHERE state = 'intended' AND created_at < {_LATE} AND NOT EXISTS (SELECT FROM "
        f"state_change c WHERE c.subject = 'payout' AND c.subject_id = p.id AND c.at >= {_LATE})"
    ),
    "provider messages not handled": (
        f"SELECT count(*) FROM provider_event WHERE handled_at IS NULL AND received_at < {_LATE}"
    ),
    "facts not told": (
        f"SELECT count(*) FROM outbox_fact WHERE done_at IS NULL AND tries < {GIVE_UP_AFTER} AND occurred_at < {_LATE}"
    ),
    "facts given up": f"SELECT count(*) FROM outbox_fact WHERE done_at IS NULL AND tries >= {GIVE_UP_AFTER}",
}
