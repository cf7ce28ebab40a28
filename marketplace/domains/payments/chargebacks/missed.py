"""Which of the provider's charge-backs we have not, or not as they stand there now."""

from collections.abc import Sequence

from sqlalchemy import or_, select

from marketplace.domains.payments.models import Chargeback, Payment
from marketplace.domains.payments.provider import DisputeSeen
from marketplace.foundation.db import session


def missed(seen: Sequence[DisputeSeen]) -> list[str]:
    """Return the provider's names of those of settled payments of ours that we know nothing or something else of.

    A bank's mere questions are none, and others may use the same account at the provider.
    """
    taken = [one for one in seen if one.status != "asked"]
    rows = session.scalars(
        select(Chargeback).where(Chargeback.provider_dispute.in_([one.id for one in taken]))
    )
    known = {row.provider_dispute: (row.state, row.fee) for row in rows}
    other = [one for one in taken if known.get(one.id) != (one.status, _fee_of(one))]
    ours = _settled(other)
    return [one.id for one in other if one.intent in ours or one.charge in ours]


def _fee_of(seen: DisputeSeen) -> int:
    return sum(fee.amount for fee in seen.fees.values())


def _settled(seen: Sequence[DisputeSeen]) -> set[str | None]:
    """Return the provider's names of our settled payments among those of the charge-backs."""
    intents, charges = [one.intent for one in seen], [one.charge for one in seen]
    named = or_(Payment.provider_intent.in_(intents), Payment.provider_charge.in_(charges))
    columns = select(Payment.provider_intent, Payment.provider_charge)
    rows = session.execute(columns.where(named, Payment.settled_at.is_not(None)))
    return {name for row in rows for name in row if name is not None}
