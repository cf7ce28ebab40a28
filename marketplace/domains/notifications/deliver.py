"""Deliver what waits: claim a batch, hand it to the gateways with no transaction open, note what came of each.

A claim is a lease. Whoever dies with a batch in hand leaves it to be taken again when the lease ends; only then may
somebody get a message twice, and the gateways are told its key, so that most can tell.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CTE, func, select, update

from marketplace.domains.accounts.models import Person
from marketplace.domains.notifications.models import Delivery, Notice
from marketplace.domains.notifications.speak import speak, url
from marketplace.foundation import clock, jobs, seal
from marketplace.foundation.db import door, session
from marketplace.foundation.text import N_, translate
from marketplace.gateways import mailer, sms
from marketplace.gateways.mailer import Mail, MailFailed
from marketplace.gateways.sms import Sms, SmsFailed

BATCH = 200
LEASE = timedelta(seconds=jobs.TIMEOUT_SECONDS + 30)  # nobody holds a batch longer: their job is ended first
FIRST_PAUSE = timedelta(seconds=30)
MOST_TRIES = 8  # 30 s doubled each time: over an hour of trying

FOOT = N_("You can choose what we write to you about: %(url)s")
PREFERENCES = "/account/preferences"
UNDOING = "/account/changes/"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One delivery with all it takes to send it."""

    id: int
    channel: str
    tries: int
    to: str
    kind: str
    params: dict[str, Any]
    link: str
    key: str
    language: str
    is_letter: bool


@dataclass(frozen=True, slots=True)
class Failure:
    """Why one was not taken."""

    why: str
    for_good: bool


def deliver(most: int = 10_000) -> int:
    """Send what is due, up to about `most`; return how many went out. Safe to run any number of times at once."""
    sent = taken = 0
    while taken < most and (batch := _claimed(clock.now())):
        outcomes = [(one, _sent(one)) for one in batch]
        sent += sum(failure is None for _, failure in outcomes)
        taken += len(batch)
        _note(outcomes, clock.now())
    return sent


def _claimed(at: datetime) -> list[Outgoing]:
    claimed = _claim(at)
    statement = (
        select(
            claimed.c.id,
            claimed.c.channel,
            claimed.c.tries,
            Notice.kind,
            Notice.params,
            Notice.link,
            Notice.key,
        )
        .add_columns(claimed.c.to, func.coalesce(claimed.c.language, Person.language).label("language"))
        .add_columns(Person.email, Person.phone)
        .join(Notice, Notice.id == claimed.c.notice_id)
        .outerjoin(Person, Person.id == Notice.person_id)
        .order_by(claimed.c.id)
    )
    with door():
        rows = session.execute(statement).all()
    return [_outgoing(row) for row in rows]


def _claim(at: datetime) -> CTE:
    """Return the statement that takes a batch nobody else has and says which it took."""
    due = (
        select(Delivery.id)
        .where(Delivery.state.in_(("waiting", "sending")), Delivery.due_at <= at)
        .order_by(Delivery.due_at, Delivery.id)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
        .cte("due")
    )
    return (
        update(Delivery)
        .where(Delivery.id == due.c.id)
        .values(state="sending", due_at=at + LEASE, tries=Delivery.tries + 1)
        .returning(
            Delivery.id,
            Delivery.notice_id,
            Delivery.channel,
            Delivery.tries,
            Delivery.to,
            Delivery.language,
        )
        .cte("claimed")
    )


def _outgoing(row: Any) -> Outgoing:
    to = row.to or (row.email if row.channel == "email" else row.phone)
    return Outgoing(
        id=row.id,
        channel=row.channel,
        tries=row.tries,
        to=to or "",
        kind=row.kind,
        params=row.params,
        link=row.link,
        key=row.key,
        language=row.language,
        is_letter=row.to is not None,
    )


def _sent(one: Outgoing) -> Failure | None:
    if not one.to:
        return Failure("the contact is gone", for_good=True)
    try:
        _hand_over(one)
    except (MailFailed, SmsFailed) as failure:
        return Failure(str(failure), failure.for_good)
    except Exception as broken:  # noqa: BLE001 -- one notice that cannot be said must not stop the others
        return Failure(f"{type(broken).__name__}: {broken}", for_good=False)
    return None


def _hand_over(one: Outgoing) -> None:
    said = speak(one.kind, one.params, one.language)
    leads_to = _address(one.link)
    if one.channel == "email":
        foot = "" if one.is_letter else "-- \n" + translate(one.language, FOOT, url=url(PREFERENCES))
        body = "\n\n".join(part for part in (said.title, said.body, leads_to, foot) if part) + "\n"
        mailer.current().send(Mail(one.to, said.title, body, one.key))
        return
    gateway = sms.current()
    if gateway is None:
        raise SmsFailed("no SMS gateway is set up", for_good=True)
    gateway.send(Sms(one.to, " ".join(part for part in (said.title, leads_to) if part), one.key))


def _address(link: str) -> str:
    if link.startswith(UNDOING):
        link += f"?proof={seal.proof_of(link)}"  # who reads this need not be able to sign in any more
    return url(link) if link else ""


def _note(outcomes: Sequence[tuple[Outgoing, Failure | None]], at: datetime) -> None:
    done = [one.id for one, failure in outcomes if failure is None]
    failed = [_verdict(one, failure, at) for one, failure in outcomes if failure is not None]
    with door():
        if done:
            session.execute(
                update(Delivery).where(Delivery.id.in_(done)).values(state="sent", sent_at=at, error=None)
            )
        if failed:
            session.execute(update(Delivery), failed)


def _verdict(one: Outgoing, failure: Failure, at: datetime) -> dict[str, Any]:
    over = failure.for_good or one.tries >= MOST_TRIES
    later = at + FIRST_PAUSE * 2 ** (one.tries - 1)
    return {
        "id": one.id,
        "state": "failed" if over else "waiting",
        "due_at": later,
        "error": failure.why[:500],
    }
