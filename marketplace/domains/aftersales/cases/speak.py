"""Somebody writes in a case: the buyer, the other side, or staff."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from marketplace.domains.aftersales.cases.open import LONGEST_KEY
from marketplace.domains.aftersales.cases.reasons import LONGEST_WORDS
from marketplace.domains.aftersales.events import CaseSpoken
from marketplace.domains.aftersales.models import Case, CaseEntry
from marketplace.domains.aftersales.states import CASE
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import session
from marketplace.foundation.outbox import record
from marketplace.foundation.refusals import Refused, Stale
from marketplace.foundation.states import advance
from marketplace.foundation.text import N_

EARNING = frozenset({"seller", "supplier"})  # the roles of the other side
MOST_ENTRIES = 50  # of one person in one case: both sides and staff read them all, and are told of each
SAID = "said:"  # before keys that come with a form: one made up must not pass for an entry of the house's


def speak(*, case: Case, words: str, key: str, actor: Actor, at: datetime) -> bool:
    """Write one entry in a locked case; False when this key's is there. The other side's first one is its answer.

    Refuses: a closed case (Stale), no words, too many, too many entries.
    """
    if case.state == "closed":
        raise Stale(CASE.sentences["closed"])
    words = words.strip()
    if not words:
        raise Refused(N_("Write something first."), field="words")
    if len(words) > LONGEST_WORDS:
        raise Refused(N_("Keep it under %(most)s characters."), field="words", most=LONGEST_WORDS)
    entry_id = write_down(case=case, words=words, key=f"{SAID}{key}", actor=actor, at=at)
    if entry_id is None:
        return False
    _refuse_if_too_many(case, actor)
    if actor.role in EARNING and case.state == "open":
        advance(case, CASE, "answer", actor=actor, at=at)
        case.answered_at, case.answer_by = at, None
    record(CaseSpoken(case.id, entry_id), at)
    return True


def _refuse_if_too_many(case: Case, actor: Actor) -> None:
    mine = CaseEntry.case_id == case.id, CaseEntry.author_id == actor.id
    if (session.scalar(select(func.count()).select_from(CaseEntry).where(*mine)) or 0) > MOST_ENTRIES:
        raise Refused(
            N_("You have written a lot in this case. Wait for what Coolspot decides."), field="words"
        )


def write_down(*, case: Case, words: str, key: str, actor: Actor, at: datetime) -> int | None:
    """Keep an entry and return its id; None when this key's is there already."""
    row = {
        "case_id": case.id,
        "author_id": actor.id,
        "role": actor.role or "system",
        "words": words,
        "key": key[:LONGEST_KEY],
        "at": at,
    }
    stmt = insert(CaseEntry).values(row).on_conflict_do_nothing(index_elements=["case_id", "key"])
    return session.scalar(stmt.returning(CaseEntry.id))
