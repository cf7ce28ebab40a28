"""What people offer who may not sell is withheld, should it have stayed: as of those suspended before it went along."""

from datetime import datetime

from marketplace.domains.accounts.models import Person
from marketplace.domains.listings.moderation.queries import still_offering
from marketplace.domains.listings.queries import get_seller
from marketplace.domains.listings.suspend import ACCOUNT, DESK, suspend
from marketplace.foundation.actors import SYSTEM
from marketplace.foundation.locks import lock_row
from marketplace.foundation.text import N_

CLOSED = N_("Your account is closed.")


def withhold_left(*, limit: int, at: datetime) -> int:
    """Withhold what up to `limit` such people have on the shelf or in the queue; return how many there were."""
    found = [row.person_id for row in still_offering(limit)]
    for person_id in found:
        _withhold(person_id, at)
    return len(found)


def _withhold(person_id: int, at: datetime) -> None:
    # The person before the seller, as whoever suspends or lets them back in at this moment.
    person, seller = lock_row(Person, person_id), get_seller(person_id, lock=True)
    if person is None or seller is None:
        return
    if person.state == "suspended":
        suspend(seller=seller, why=CLOSED, actor=SYSTEM, at=at, cause=ACCOUNT)
    elif seller.state == "suspended":
        cause = next(iter(seller.barred), DESK)
        suspend(seller=seller, why="", actor=SYSTEM, at=at, cause=cause)
