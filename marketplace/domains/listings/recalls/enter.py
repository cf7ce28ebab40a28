"""Keep the list of models that were called back, and end an entry."""

from datetime import datetime

from sqlalchemy.dialects.postgresql import insert

from marketplace.domains.listings.events import RecallMoved
from marketplace.domains.listings.models import Recall
from marketplace.domains.listings.queries import fold
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import session
from marketplace.foundation.outbox import record
from marketplace.foundation.refusals import Missing, Refused
from marketplace.foundation.states import note
from marketplace.foundation.text import N_

SHORTEST = 3  # a shorter beginning would call half a brand back


def recall(
    *, brand: str, model: str, about: dict[str, str], source: str, actor: Actor, at: datetime
) -> Recall:
    """Enter a model, or the beginning of a family's; entering an ended one again lets it hold again.

    Refuses: no brand, a beginning too short to mean one model, no word why.
    """
    if not fold(brand):
        raise Refused(N_("Write the brand."), field="brand")
    if len(fold(model)) < SHORTEST:
        raise Refused(
            N_("Write at least %(least)s letters or digits of the model."), field="model", least=SHORTEST
        )
    if not any(about.values()):
        raise Refused(N_("Say why it was called back."), field="about_en")
    values = {"about": about, "source": source.strip(), "ended_at": None}
    key = {"brand": fold(brand)[:60], "model": fold(model)[:80]}
    stmt = insert(Recall).values(**key, **values, created_at=at)
    written = session.scalars(
        stmt.on_conflict_do_update(index_elements=["brand", "model"], set_=values).returning(Recall),
        execution_options={"populate_existing": True},
    ).one()
    note("recall", written.id, "recall", "", "holds", actor=actor, at=at)
    record(RecallMoved(written.id), at)
    return written


def end_recall(*, recall_id: int, actor: Actor, at: datetime) -> Recall:
    """Let a recall hold no more; ending it twice does nothing. Refuses: one there is not."""
    row = session.get(Recall, recall_id)
    if row is None:
        raise Missing
    if row.ended_at is None:
        row.ended_at = at
        note("recall", row.id, "end", "holds", "ended", actor=actor, at=at)
        record(RecallMoved(row.id), at)
    return row
