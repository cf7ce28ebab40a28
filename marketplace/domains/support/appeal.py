"""Ask to look again, and answer."""

from datetime import datetime

from sqlalchemy.dialects.postgresql import insert

from marketplace.domains.support.events import AppealDecided
from marketplace.domains.support.models import Appeal
from marketplace.domains.support.queries import answered, deciders_of
from marketplace.domains.support.states import APPEAL
from marketplace.foundation import clock
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import session
from marketplace.foundation.outbox import record
from marketplace.foundation.refusals import Refused
from marketplace.foundation.states import advance
from marketplace.foundation.text import N_

LONGEST = 1000


def appeal(*, person_id: int, subject: str, words: str, at: datetime) -> bool:
    """Ask staff to look at a decision again; False while such an appeal is open.

    Refuses: a decision that was looked at again already, unless it was made anew since; no words, too many.
    """
    if (decided := answered(person_id).get(subject)) is not None:
        raise Refused(
            N_("We looked at this again and decided on %(day)s. One appeal is answered for each decision."),
            day=clock.local(decided).date().isoformat(),
        )
    words = words.strip()
    if not words:
        raise Refused(N_("Say what we should look at again."), field="words")
    if len(words) > LONGEST:
        raise Refused(N_("Write at most %(most)s characters."), field="words", most=LONGEST)
    values = {"person_id": person_id, "subject": subject, "words": words, "state": "open", "answer": ""}
    written = insert(Appeal).values(**values, created_at=at).on_conflict_do_nothing()
    return session.scalar(written.returning(Appeal.id)) is not None


def decide_appeal(*, appeal: Appeal, verb: str, answer: str, actor: Actor, at: datetime) -> bool:
    """Grant or refuse; False when that is so already.

    Refuses: one's own; against a decision one made oneself; a no without an answer.
    """
    if appeal.person_id == actor.id:
        raise Refused(N_("Somebody else has to decide about you."))
    if deciders_of([appeal.subject]).get(appeal.subject) == actor.id:
        raise Refused(N_("You made this decision yourself: somebody else looks at it again."))
    if verb == "refuse" and not answer.strip():
        raise Refused(N_("Say why."), field="answer")
    if not advance(appeal, APPEAL, verb, actor=actor, at=at, why=answer.strip() or None):
        return False
    appeal.answer, appeal.decided_by, appeal.decided_at = answer.strip(), actor.id, at
    record(AppealDecided(appeal.id), at)
    return True
