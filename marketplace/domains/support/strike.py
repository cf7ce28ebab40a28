"""Strikes: a rule was broken; each ends by itself, and can be lifted."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from marketplace.domains.support.events import StrikeGiven
from marketplace.domains.support.models import Strike
from marketplace.domains.support.states import STRIKE
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import session
from marketplace.foundation.dials import dial
from marketplace.foundation.outbox import record
from marketplace.foundation.refusals import Refused
from marketplace.foundation.states import advance
from marketplace.foundation.text import N_

LASTS = dial(
    "strike_days", 180, low=7, high=1000, group="second_hand",
    about=N_("Days until a strike ends by itself."),
)  # fmt: skip
TOO_MANY = dial(
    "strikes_until_suspended", 3, low=1, high=20, group="second_hand",
    about=N_("So many live strikes keep somebody from writing to people, making offers and selling."),
)  # fmt: skip

SUSPENDED = N_("Too many strikes.")


def strike(
    *, person_id: int, subject: str, reason: str, words: str, actor: Actor, at: datetime
) -> int | None:
    """Give a strike and return how many live ones there are now; None when this was struck before. Refuses: oneself."""
    if person_id == actor.id:
        raise Refused(N_("Somebody else has to decide about you."))
    written = insert(Strike).values(
        person_id=person_id, subject=subject, reason=reason, words=words, state="live", given_by=actor.id,
        created_at=at, ends_at=at + LASTS.span,
    )  # fmt: skip
    strike_id = session.scalar(
        written.on_conflict_do_nothing(index_elements=["person_id", "subject"]).returning(Strike.id)
    )
    if strike_id is None:
        return None
    record(StrikeGiven(strike_id), at)
    return count_live(person_id, at)


def lift(*, strike: Strike, actor: Actor, at: datetime, why: str) -> bool:
    """Take a strike back; False when it is taken back already. Refuses: one's own."""
    if strike.person_id == actor.id:
        raise Refused(N_("Somebody else has to decide about you."))
    return advance(strike, STRIKE, "lift", actor=actor, at=at, why=why)


def count_live(person_id: int, at: datetime) -> int:
    """Return how many strikes count against this person."""
    live = (Strike.person_id == person_id, Strike.state == "live", Strike.ends_at > at)
    return session.scalar(select(func.count()).select_from(Strike).where(*live)) or 0
