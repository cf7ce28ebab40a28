"""Ask for a one-time code to be sent to a contact, known or not: the work and the answer are the same."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import func, select, update

from marketplace.domains.accounts.contacts import Contact
from marketplace.domains.accounts.events import CodeAsked
from marketplace.domains.accounts.models import OneTimeCode
from marketplace.foundation import locks, seal
from marketplace.foundation.db import session
from marketplace.foundation.dials import dial
from marketplace.foundation.outbox import record
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_
from marketplace.gateways import sms

DIGITS = 6
SEALED_AS = "one-time code"
LIFE = dial(
    "code_life_minutes", 10, low=2, high=10, group="security", about=N_("Minutes a one-time code works.")
)
PAUSE = dial(
    "code_pause_seconds",
    60,
    low=10,
    high=600,
    group="security",
    about=N_("Seconds until another code can be sent."),
)
MOST_AN_HOUR = dial(
    "codes_per_contact_and_hour",
    6,
    low=1,
    high=60,
    group="security",
    about=N_("Codes sent to one contact in an hour."),
)
MOST_WRONG_A_DAY = dial(
    "wrong_codes_per_contact_and_day", 30, low=5, high=500, group="security",
    about=N_("Wrong codes after which a contact gets no more codes that day."),
)  # fmt: skip


def ask_code(*, contact: Contact, purpose: str, language: str, at: datetime) -> OneTimeCode:
    """Make a code for `contact` and have it sent; an earlier one for the same purpose stops working.

    Refuses: asking again too soon or too often, and contacts somebody is guessing codes of.
    """
    if contact.kind == "phone" and sms.current() is None:
        raise Refused(N_("We cannot send text messages here. Use an e-mail address."), field="contact")
    locks.lock_name(f"code:{contact.value}")
    _refuse_too_many(contact, at)
    _end_earlier(contact, purpose, at)
    digits = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    code = OneTimeCode(
        contact=contact.value,
        purpose=purpose,
        language=language,
        code_hash=fingerprint(contact.value, purpose, digits),
        sealed=seal.seal(digits, SEALED_AS),
        expires_at=at + LIFE.span,
        send_at=at,
        created_at=at,
    )
    session.add(code)
    session.flush()
    record(CodeAsked(code.id), at)
    return code


def _end_earlier(contact: Contact, purpose: str, at: datetime) -> None:
    session.execute(
        update(OneTimeCode)
        .where(
            OneTimeCode.contact == contact.value, OneTimeCode.purpose == purpose, OneTimeCode.expires_at > at
        )
        .values(expires_at=at, sealed=None, send_at=None)
    )


def fingerprint(contact: str, purpose: str, digits: str) -> bytes:
    """Return what we keep of a code: good for this contact and purpose only, and not to be guessed from the table."""
    return seal.keyed(f"{purpose}\n{contact}\n{digits}", SEALED_AS)


def _refuse_too_many(contact: Contact, at: datetime) -> None:
    newest, last_hour, wrong = session.execute(
        select(
            func.max(OneTimeCode.created_at),
            func.count().filter(OneTimeCode.created_at > at - timedelta(hours=1)),
            func.coalesce(func.sum(OneTimeCode.tries), 0),
        ).where(OneTimeCode.contact == contact.value, OneTimeCode.created_at > at - timedelta(days=1))
    ).one()
    if newest is not None and (wait := newest + PAUSE.span - at) > timedelta():
        raise Refused(
            N_("A code is on its way. You can ask for another in %(seconds)s seconds."),
            seconds=int(wait.total_seconds()) + 1,
        )
    if last_hour >= MOST_AN_HOUR() or wrong >= MOST_WRONG_A_DAY():
        raise Refused(N_("Too many codes for this contact. Wait an hour, or use your password."))
