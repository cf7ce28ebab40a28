"""A bank takes a payment back, and decides: won, the money is with the provider again; lost, the buyer has it."""

from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from marketplace.domains.payments.events import ChargebackClosed, ChargebackOpened
from marketplace.domains.payments.models import Chargeback, Payment
from marketplace.domains.payments.provider import DisputeSeen
from marketplace.domains.payments.states import CHARGEBACK
from marketplace.foundation.actors import PROVIDER
from marketplace.foundation.db import session
from marketplace.foundation.ids import new_number
from marketplace.foundation.outbox import record
from marketplace.foundation.states import advance
from marketplace.ledger import Account, Line, post

LONGEST_REASON = 60


def open_chargeback(*, payment: Payment, seen: DisputeSeen, at: datetime) -> tuple[Chargeback, bool]:
    """Return the charge-back the provider sees of a locked payment, written down where it is new, and whether it was.

    Refuses (LookupError): a second one while the first is open, which no provider knows of.
    """
    made = insert(Chargeback).values(
        number=new_number("D"),
        payment_id=payment.id,
        provider_dispute=seen.id,
        amount=seen.amount,
        currency=payment.currency,
        reason=seen.reason[:LONGEST_REASON],
        answer_by=datetime.fromtimestamp(seen.answer_by, UTC) if seen.answer_by else None,
        state="open",
        opened_at=at,
    )
    new = session.scalars(made.on_conflict_do_nothing().returning(Chargeback)).one_or_none()
    if new is None:
        mine = select(Chargeback).filter_by(provider_dispute=seen.id)
        known = session.scalar(mine.execution_options(populate_existing=True))
        if known is None:
            raise LookupError(f"payment {payment.number} has another charge-back open")
        return known, False
    _move(new, "chargeback", -new.amount, at)
    record(ChargebackOpened(new.id), at)
    return new, True


def close_chargeback(*, chargeback: Chargeback, verb: str, at: datetime) -> None:
    """Note what the bank decided of an open charge-back; `verb` is win or lose.

    Either way its money is booked as the provider's again. Lost, each order then gives its part back from there.
    """
    advance(chargeback, CHARGEBACK, verb, actor=PROVIDER, at=at)
    chargeback.closed_at = at
    _move(chargeback, "chargeback_closed", chargeback.amount, at)
    record(ChargebackClosed(chargeback.id), at)


def _move(chargeback: Chargeback, kind: str, amount: int, at: datetime) -> None:
    lines = [Line(Account.PROVIDER, amount), Line(Account.DISPUTED, -amount, chargeback.id)]
    post(f"{kind}:{chargeback.number}", kind, lines, unit=chargeback.currency, at=at)
