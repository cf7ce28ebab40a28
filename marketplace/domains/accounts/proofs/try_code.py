"""Try a code: it works once, in time, within five tries, and only in the session that asked for it."""

import hmac
from datetime import datetime
from typing import Literal

from sqlalchemy import Row, update

from marketplace.domains.accounts.contacts import Contact
from marketplace.domains.accounts.models import OneTimeCode
from marketplace.domains.accounts.proofs.ask_code import fingerprint
from marketplace.foundation.db import session

MOST_TRIES = 5
Outcome = Literal["good", "wrong", "over"]


def try_code(*, code_id: int | None, contact: Contact, purpose: str, typed: str, at: datetime) -> Outcome:
    """Count the try, then compare; the caller commits whatever the outcome, else wrong tries would not count.

    `code_id` is the code this session asked for. "over" means that it cannot work any more: expired, used, tried
    five times, or never asked for here.
    """
    digits = "".join(str(int(letter)) for letter in typed if letter.isdecimal())
    counted = _count(code_id, contact, purpose, at)
    expected = counted.code_hash if counted else b"\0" * 32
    is_right = hmac.compare_digest(expected, fingerprint(contact.value, purpose, digits))
    if counted is None:
        return "over"
    if not is_right:
        return "wrong" if counted.tries < MOST_TRIES else "over"
    session.execute(
        # The try that was right is not held against the contact (see MOST_WRONG_A_DAY).
        update(OneTimeCode)
        .where(OneTimeCode.id == counted.id)
        .values(used_at=at, tries=OneTimeCode.tries - 1, sealed=None, send_at=None)
        .execution_options(synchronize_session=False)
    )
    return "good"


def _count(code_id: int | None, contact: Contact, purpose: str, at: datetime) -> Row[int, bytes, int] | None:
    """Count a try at the code in the same statement that looks whether it may be tried."""
    return session.execute(
        update(OneTimeCode)
        .where(
            OneTimeCode.id == code_id,
            OneTimeCode.contact == contact.value,
            OneTimeCode.purpose == purpose,
            OneTimeCode.used_at.is_(None),
            OneTimeCode.expires_at > at,
            OneTimeCode.tries < MOST_TRIES,
        )
        .values(tries=OneTimeCode.tries + 1)
        .returning(OneTimeCode.id, OneTimeCode.code_hash, OneTimeCode.tries)
        .execution_options(synchronize_session=False)
    ).one_or_none()
