"""Block somebody, and let them be heard again."""

from datetime import datetime

from sqlalchemy import delete, or_, select
from sqlalchemy.dialects.postgresql import insert

from marketplace.domains.messaging.models import Block
from marketplace.foundation.db import session
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_


def block(*, person_id: int, blocked_id: int, at: datetime) -> None:
    """Hear no more from somebody; blocked again, they stay blocked. Refuses: oneself."""
    if person_id == blocked_id:
        raise Refused(N_("You cannot block yourself."))
    written = insert(Block).values(person_id=person_id, blocked_id=blocked_id, created_at=at)
    session.execute(written.on_conflict_do_nothing())


def unblock(*, person_id: int, blocked_id: int) -> None:
    """Hear from somebody again."""
    session.execute(delete(Block).where(Block.person_id == person_id, Block.blocked_id == blocked_id))


def refuse_if_blocked(one: int, other: int) -> None:
    """Refuses: when either of the two has blocked the other. Who did is not told."""
    either = or_(
        (Block.person_id == one) & (Block.blocked_id == other),
        (Block.person_id == other) & (Block.blocked_id == one),
    )
    if session.scalar(select(Block.person_id).where(either).limit(1)) is not None:
        raise Refused(N_("You two cannot write to each other."), field="words")
