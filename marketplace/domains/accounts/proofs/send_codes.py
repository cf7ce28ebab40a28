"""Send the codes that wait: claim a few, call the gateway with no transaction open, note what came of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update

from marketplace.domains.accounts import contacts
from marketplace.domains.accounts.models import OneTimeCode
from marketplace.domains.accounts.proofs.ask_code import SEALED_AS
from marketplace.foundation import clock, seal
from marketplace.foundation.db import door, session
from marketplace.foundation.text import N_, translate
from marketplace.gateways import mailer, sms
from marketplace.gateways.mailer import Mail, MailFailed
from marketplace.gateways.sms import Sms, SmsFailed

BATCH = 20
LEASE = timedelta(seconds=45)  # a claimed code whose sender died is tried again after this

SUBJECT = N_("%(code)s is your Coolspot code")
TEXT = N_(
    "%(code)s is your Coolspot code. It works for %(minutes)s minutes. We never ask you for it: tell nobody."
)
NOT_YOU = N_("If you did not ask for it, ignore this message; nobody can get in without it.")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A code on its way out."""

    id: int
    contact: str
    digits: str
    language: str
    minutes: int


def send_codes() -> int:
    """Send every waiting code that still works; return how many went out. Safe to run any number of times."""
    sent = 0
    while batch := _claimed(clock.now()):
        sent += sum(_send(code) for code in batch)
    return sent


def _claimed(at: datetime) -> list[Waiting]:
    with door():
        due = (
            select(OneTimeCode.id)
            .where(OneTimeCode.send_at <= at, OneTimeCode.expires_at > at)
            .order_by(OneTimeCode.send_at)
            .limit(BATCH)
            .with_for_update(skip_locked=True)
        )
        rows = session.execute(
            update(OneTimeCode)
            .where(OneTimeCode.id.in_(due.scalar_subquery()))
            .values(send_at=at + LEASE)
            .returning(OneTimeCode)
            .execution_options(synchronize_session=False)
        ).scalars()
        return [_opened(row) for row in rows if row.sealed]


def _opened(row: OneTimeCode) -> Waiting:
    minutes = int((row.expires_at - row.created_at).total_seconds() // 60)
    return Waiting(row.id, row.contact, seal.unseal(row.sealed or "", SEALED_AS), row.language, minutes)


def _send(code: Waiting) -> bool:
    try:
        _hand_over(code)
    except (MailFailed, SmsFailed) as failure:
        if failure.for_good:
            _done(code)
        return False
    _done(code)
    return True


def _hand_over(code: Waiting) -> None:
    words = translate(code.language, TEXT, code=code.digits, minutes=code.minutes)
    key = f"code-{code.id}"
    if contacts.of(code.contact).kind == "email":
        subject = translate(code.language, SUBJECT, code=code.digits)
        body = f"{words}\n\n{translate(code.language, NOT_YOU)}\n"
        mailer.current().send(Mail(code.contact, subject, body, key))
        return
    gateway = sms.current()
    if gateway is None:
        raise SmsFailed("no SMS gateway is set up", for_good=True)
    gateway.send(Sms(code.contact, words, key))


def _done(code: Waiting) -> None:
    with door():
        session.execute(
            update(OneTimeCode).where(OneTimeCode.id == code.id).values(send_at=None, sealed=None)
        )
