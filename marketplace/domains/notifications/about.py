"""What people were told about one thing, for staff who look into it."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import CompoundSelect, func, select

from marketplace.domains.accounts.models import Person
from marketplace.domains.notifications.models import Delivery, Notice
from marketplace.foundation.db import session

MOST = 100


def notices_about(links: Collection[str], *, person_ids: CompoundSelect[int]) -> Sequence[Any]:
    """Return rows of `Notice`, `reader` and `ways` (channel: state), of these people's notices that lead to `links`."""
    ways = (
        select(func.jsonb_object_agg(Delivery.channel, Delivery.state))
        .where(Delivery.notice_id == Notice.id)
        .correlate(Notice)
        .scalar_subquery()
    )
    stmt = (
        select(Notice, Person.display_name.label("reader"), ways.label("ways"))
        .join(Person, Person.id == Notice.person_id)
        .where(Notice.person_id.in_(person_ids), Notice.link.in_(list(links)))
    )
    return session.execute(stmt.order_by(Notice.id.desc()).limit(MOST)).all()
