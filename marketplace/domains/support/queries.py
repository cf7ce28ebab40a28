"""Reading reports, strikes and appeals."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Literal

from sqlalchemy import BigInteger, cast, exists, func, select, tuple_
from sqlalchemy.dialects.postgresql import distinct_on

from marketplace.domains.support.models import Appeal, Report, Strike
from marketplace.foundation.db import session
from marketplace.foundation.paging import Page, paginate
from marketplace.foundation.queues import Question, waiting
from marketplace.foundation.refusals import Missing
from marketplace.foundation.states import StateChange

MOST = 50
NOES = ("reject", "take_down", "suspend")  # what may be appealed, beside strikes


def reports_in(state: str, *, cursor: str | None = None) -> Page[Report]:
    """Return a page of reports: open ones oldest first, decided ones newest first."""
    way: Literal["asc", "desc"] = "asc" if state == "open" else "desc"
    stmt = select(Report).where(Report.state == state)
    return paginate(stmt, keys=[(Report.id, way)], cursor=cursor, size=30)


def undecided(model: type[Report] | type[Appeal]) -> Question:
    """Return the question how many reports, or appeals, are open, and since when."""
    return waiting(model.created_at, model.state == "open")


def get_report(report_id: int) -> Report:
    """Return a report. Refuses: an unknown one."""
    row = session.get(Report, report_id)
    if row is None:
        raise Missing
    return row


def how_often(subject: str) -> int:
    """Return how many people reported this."""
    return session.scalar(select(func.count()).select_from(Report).where(Report.subject == subject)) or 0


def has_reported(subject: str, reporter_id: int) -> bool:
    """Say whether this person reported this."""
    stmt = select(Report.id).where(Report.subject == subject, Report.reporter_id == reporter_id)
    return session.scalar(stmt) is not None


def strikes_of(person_id: int) -> Sequence[Strike]:
    """Return somebody's strikes, newest first."""
    stmt = select(Strike).where(Strike.person_id == person_id)
    return session.scalars(stmt.order_by(Strike.id.desc()).limit(MOST)).all()


def get_strike(strike_id: int, *, person_id: int | None = None) -> Strike:
    """Return a strike. Refuses: an unknown one, or another's."""
    row = session.get(Strike, strike_id)
    if row is None or (person_id is not None and row.person_id != person_id):
        raise Missing
    return row


def appeals_of(person_id: int) -> Sequence[Appeal]:
    """Return somebody's appeals, newest first."""
    stmt = select(Appeal).where(Appeal.person_id == person_id)
    return session.scalars(stmt.order_by(Appeal.id.desc()).limit(MOST)).all()


def answered(person_id: int) -> dict[str, datetime]:
    """Return subject → when it was decided, of this person's appeals whose decision was not made anew since then."""
    anew = exists().where(
        StateChange.subject == func.split_part(Appeal.subject, ":", 1),
        StateChange.subject_id == cast(func.split_part(Appeal.subject, ":", 2), BigInteger),
        StateChange.verb.in_(NOES),
        func.coalesce(StateChange.details["cause"].astext, "desk") == "desk",  # a lost name is not appealed
        StateChange.at > Appeal.decided_at,
    )
    stmt = select(Appeal.subject, func.max(Appeal.decided_at).label("at"))
    stmt = stmt.where(Appeal.person_id == person_id, Appeal.decided_at.is_not(None), ~anew)
    return {row.subject: row.at for row in session.execute(stmt.group_by(Appeal.subject))}


def appeals_in(state: str, *, cursor: str | None = None) -> Page[Appeal]:
    """Return a page of appeals: open ones oldest first, decided ones newest first."""
    way: Literal["asc", "desc"] = "asc" if state == "open" else "desc"
    stmt = select(Appeal).where(Appeal.state == state)
    return paginate(stmt, keys=[(Appeal.id, way)], cursor=cursor, size=30)


def deciders_of(subjects: Collection[str]) -> dict[str, int]:
    """Return who made the decision each of these appeals is about: gave the strike, rejected, suspended."""
    named = {subject: subject.partition(":") for subject in subjects}
    strikes = [int(number) for kind, _, number in named.values() if kind == "strike"]
    given = select(Strike.id, Strike.given_by).where(Strike.id.in_(strikes))
    found = {f"strike:{row.id}": row.given_by for row in session.execute(given)} if strikes else {}
    rest = [(kind, int(number)) for kind, _, number in named.values() if kind != "strike"]
    last = (
        select(StateChange.subject, StateChange.subject_id, StateChange.actor_id)
        .ext(distinct_on(StateChange.subject, StateChange.subject_id))
        .where(tuple_(StateChange.subject, StateChange.subject_id).in_(rest), StateChange.verb.in_(NOES))
        .order_by(StateChange.subject, StateChange.subject_id, StateChange.id.desc())
    )
    rows = session.execute(last).all() if rest else []
    return found | {f"{row.subject}:{row.subject_id}": row.actor_id for row in rows if row.actor_id}


def get_appeal(appeal_id: int) -> Appeal:
    """Return an appeal. Refuses: an unknown one."""
    row = session.get(Appeal, appeal_id)
    if row is None:
        raise Missing
    return row
