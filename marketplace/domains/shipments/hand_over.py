"""A hand-over is proven by six digits that only the buyer can show.

At a pick-up the seller enters them; at the buyer's door the one who brings it does, by a link that is nobody else's.
"""

import hmac
import secrets
from datetime import datetime, timedelta

from sqlalchemy import case, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from marketplace.domains.shipments.models import Handover
from marketplace.foundation.db import session
from marketplace.foundation.dials import dial
from marketplace.foundation.seal import proof_of, proves, seal, unseal
from marketplace.foundation.text import N_

DIGITS = 6
PURPOSE = "handover"
MOST_TRIES = 5
REST = dial(
    "handover_rest_minutes",
    15,
    low=1,
    high=1440,
    group="second_hand",
    about=N_("How long a seller waits after five wrong pick-up codes."),
)


def open_handover(*, order_id: int, at: datetime) -> None:
    """Make the code of a hand-over; the first one stays."""
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    values = {"order_id": order_id, "code_sealed": seal(code, PURPOSE), "created_at": at}
    session.execute(insert(Handover).values(tries=0, **values).on_conflict_do_nothing())


def code_of(order_id: int) -> str | None:
    """Return the six digits the buyer shows, or None where a courier brings it."""
    sealed = session.scalar(select(Handover.code_sealed).where(Handover.order_id == order_id))
    return unseal(sealed, PURPOSE) if sealed is not None else None


def link_of(number: str) -> str:
    """Return the path at which whoever brings an order enters its code, signed in or not."""
    return f"{_path(number)}/{proof_of(_path(number))}"


def is_link(number: str, proof: str) -> bool:
    """Say whether this is the proof of an order's link."""
    return proves(_path(number), proof)


def _path(number: str) -> str:
    return f"/hand-over/{number}"


def try_handover(*, order_id: int, typed: str, at: datetime) -> str:
    """Count the try, then compare; return good, wrong, or over after five wrong ones within a while.

    The caller commits whatever the outcome, else wrong tries would not count.
    """
    digits = "".join(str(int(letter)) for letter in typed if letter.isdecimal())
    sealed = _count(order_id, at, REST.span)
    if sealed is None:
        return "over"
    if not hmac.compare_digest(unseal(sealed, PURPOSE), digits):
        return "wrong"
    session.execute(
        update(Handover)
        .where(Handover.order_id == order_id, Handover.proven_at.is_(None))
        .values(proven_at=at)
        .execution_options(synchronize_session=False)
    )
    return "good"


def _count(order_id: int, at: datetime, rest: timedelta) -> str | None:
    """Count a try in the statement that looks whether there may be one; a while after the first they begin anew."""
    is_rested = or_(Handover.tries_from.is_(None), Handover.tries_from <= at - rest)
    found = session.execute(
        update(Handover)
        .where(Handover.order_id == order_id, or_(is_rested, Handover.tries < MOST_TRIES))
        .values(
            tries=case((is_rested, 1), else_=Handover.tries + 1),
            tries_from=case((is_rested, at), else_=Handover.tries_from),
        )
        .returning(Handover.code_sealed)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    return None if found is None else found.code_sealed
