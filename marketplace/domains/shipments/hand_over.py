"""A hand-over is proven by six digits that only the buyer can show.

At a pick-up the seller enters them; at the buyer's door the one who brings it does, by a link that is nobody else's.
"""

import hmac
import secrets
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from marketplace.domains.shipments.models import Handover
from marketplace.foundation.db import session
from marketplace.foundation.dials import dial
from marketplace.foundation.locks import lock_row
from marketplace.foundation.seal import proof_of, proves, seal, unseal
from marketplace.foundation.text import N_

DIGITS = 6
PURPOSE = "handover"
MOST_TRIES = 5
MOST_DOUBLINGS = 6  # sixteen hours, with the rest as it is
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
    """Count the try, then compare; return good, wrong, or over while it rests after five wrong ones.

    The caller commits whatever the outcome, else wrong tries would not count.
    """
    digits = "".join(str(int(letter)) for letter in typed if letter.isdecimal())
    row = lock_row(Handover, order_id)
    if row is None or _rests(row, at):
        return "over"
    row.tries, row.tries_from = row.tries + 1, at
    if not hmac.compare_digest(unseal(row.code_sealed, PURPOSE), digits):
        return "wrong"
    row.proven_at = row.proven_at or at
    return "good"


def _rests(row: Handover, at: datetime) -> bool:
    """Say whether it rests: after every five tries, each time twice as long, so that nobody tries a month through."""
    rounds, within = divmod(row.tries, MOST_TRIES)
    if within or not rounds or row.tries_from is None:
        return False
    times: int = 2 ** min(rounds - 1, MOST_DOUBLINGS)
    return at < row.tries_from + REST.span * times
