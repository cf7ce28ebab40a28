"""Ask for a one-time code to be sent to a contact, known or not: the work and the answer are the same.

A code belongs to the session that asked for it. Whoever asks for somebody else's contact can neither try the codes
its owner asked for, nor end them, nor use up what the owner may still ask for.
"""

import secrets
from dataclasses import dataclass
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
    about=N_("Codes sent to one contact in an hour, asked for from one network."),
)
MOST_FROM_ANYWHERE = dial(
    "codes_per_contact_and_hour_from_anywhere", 30, low=1, high=300, group="security",
    about=N_("Codes sent to one contact in an hour, asked for from networks its owner was never signed in from."),
)  # fmt: skip
MOST_WRONG_A_DAY = dial(
    "wrong_codes_per_contact_and_day", 30, low=5, high=500, group="security",
    about=N_("Wrong codes after which one network gets no more codes for a contact that day."),
)  # fmt: skip
MOST_WRONG_FROM_ANYWHERE = dial(
    "wrong_codes_per_contact_and_day_from_anywhere", 300, low=5, high=5000, group="security",
    about=N_("Wrong codes after which networks its owner was never signed in from get no more codes that day."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asker:
    """Where a code is asked for: `network` is counted, `known` says that the contact's owner is signed in from there.

    `last` is the code this session asked for before.
    """

    network: str = ""
    known: bool = False
    last: int | None = None


def ask_code(
    *, contact: Contact, purpose: str, language: str, at: datetime, asker: Asker | None = None
) -> OneTimeCode:
    """Make a code for `contact` and have it sent; the one this session asked for before stops working.

    Refuses: asking again too soon or too often, and contacts somebody is guessing codes of from there.
    """
    if contact.kind == "phone" and sms.current() is None:
        raise Refused(N_("We cannot send text messages here. Use an e-mail address."), field="contact")
    asker = asker or Asker()
    locks.lock_name(f"code:{contact.value}")
    _refuse_too_many(contact, asker, at)
    _end_last(contact, asker, at)
    digits = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    code = OneTimeCode(
        contact=contact.value,
        purpose=purpose,
        language=language,
        asked_from=asker.network,
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


def _end_last(contact: Contact, asker: Asker, at: datetime) -> None:
    mine = (OneTimeCode.id == asker.last) & (OneTimeCode.contact == contact.value)
    session.execute(
        update(OneTimeCode)
        .where(mine, OneTimeCode.expires_at > at)
        .values(expires_at=at, sealed=None, send_at=None)
    )


def fingerprint(contact: str, purpose: str, digits: str) -> bytes:
    """Return what we keep of a code: good for this contact and purpose only, and not to be guessed from the table."""
    return seal.keyed(f"{purpose}\n{contact}\n{digits}", SEALED_AS)


def _refuse_too_many(contact: Contact, asker: Asker, at: datetime) -> None:
    here = OneTimeCode.asked_from == asker.network
    last_hour = OneTimeCode.created_at > at - timedelta(hours=1)
    tries = func.sum(OneTimeCode.tries)
    row = session.execute(
        select(
            func.max(OneTimeCode.created_at).filter(OneTimeCode.id == asker.last).label("last"),
            func.count().filter(last_hour, here).label("from_here"),
            func.count().filter(last_hour).label("from_anywhere"),
            func.coalesce(tries.filter(here), 0).label("wrong_here"),
            func.coalesce(tries, 0).label("wrong_anywhere"),
        ).where(OneTimeCode.contact == contact.value, OneTimeCode.created_at > at - timedelta(days=1))
    ).one()
    if row.last is not None and (wait := row.last + PAUSE.span - at) > timedelta():
        raise Refused(
            N_("A code is on its way. You can ask for another in %(seconds)s seconds."),
            seconds=int(wait.total_seconds()) + 1,
        )
    too_many = row.from_here >= MOST_AN_HOUR() or row.wrong_here >= MOST_WRONG_A_DAY()
    if not asker.known:
        # What strangers use up together is no concern of where the owner is at home.
        too_many |= row.from_anywhere >= MOST_FROM_ANYWHERE()
        too_many |= row.wrong_anywhere >= MOST_WRONG_FROM_ANYWHERE()
    if too_many:
        raise Refused(N_("Too many codes for this contact. Wait an hour, or use your password."))
