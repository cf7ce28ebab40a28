"""Too many live strikes keep anybody from writing to people, haggling and listing; each strike ends by itself."""

from datetime import datetime

from sqlalchemy import select

from marketplace.domains.listings.models import Seller
from marketplace.domains.support.models import Strike
from marketplace.domains.support.strike import TOO_MANY
from marketplace.foundation import clock
from marketplace.foundation.db import session
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_


def withheld_until(person_id: int, at: datetime) -> datetime | None:
    """Return until when a person's strikes keep them from it, None when they do not.

    Who sells and was let back in by staff is let back in here, too, whatever strikes are left.
    """
    live = (Strike.person_id == person_id, Strike.state == "live", Strike.ends_at > at)
    ends = session.scalars(select(Strike.ends_at).where(*live).order_by(Strike.ends_at.desc())).all()
    if len(ends) < TOO_MANY():
        return None
    seller = session.get(Seller, person_id)
    return None if seller is not None and not seller.barred_by_staff else ends[TOO_MANY() - 1]


def refuse_withheld(person_id: int, at: datetime) -> None:
    """Refuse to let somebody with too many strikes write to people or haggle."""
    if (until := withheld_until(person_id, at)) is not None:
        raise Refused(
            N_(
                "After several strikes you cannot write to people, make offers or list until %(day)s. "
                "You can still buy. Under Me, Your standing, you can ask us to look again."
            ),
            day=clock.local(until).date().isoformat(),
        )
