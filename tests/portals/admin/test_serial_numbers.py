"""A serial number that is somebody else's here: moderators hear of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from marketplace.domains.inventory.models import Unit
from marketplace.domains.inventory.recognise import recognise
from marketplace.foundation import clock
from marketplace.foundation.db import session
from marketplace.journeys.moderating.flag_listing import flag_listing
from tests import cast
from tests.client import Client
from tests.factories import used
from tests.portals.admin.test_moderation import moderator, waiting

if TYPE_CHECKING:
    from marketplace.domains.accounts.models import Person
    from marketplace.domains.listings.models import Listing

SENTENCE = "This serial number is registered to somebody else here, for a"


def look_over(row: Listing) -> None:
    flag_listing(listing_id=row.id, at=clock.now())
    session.commit()


def typed_by(mei: Person, serial: str, brand: str = "haier") -> Listing:
    """Return what somebody submitted who typed a number, as submitting ties it."""
    unit = recognise(product_id=None, brand=brand, model="bcd206", serial=serial, owner_id=mei.id)
    return waiting(of=mei, serial=serial, unit_id=unit.id if unit else None)


@pytest.mark.parametrize("named_alike", [True, False])
def test_a_moderator_hears_of_another_s_number(client: Client, named_alike: bool) -> None:
    theirs = used.unit(cast.person("Li"), serial="SN-THEIRS")
    row = typed_by(used.seller(), "SN-THEIRS")
    if named_alike:
        row.product_id, row.unit_id = theirs.product_id, None
    look_over(row)
    moderator(client)
    client.get("/admin/moderation?flag=serial").says(row.title, "Another's serial number")
    client.get(f"/admin/moderation/{row.number}").says(SENTENCE)


def test_of_one_s_own_or_nobody_s_nothing_is_said(client: Client) -> None:
    mei = used.seller()
    own = used.unit(mei, serial="SN-OWN")
    session.add(
        Unit(brand="midea", model="m1", serial="SN-OWN", owner_id=cast.person("Li").id, order_number="")
    )
    session.commit()
    rows = [
        waiting(of=mei, serial="SN-OWN", unit_id=own.id),
        typed_by(mei, "SN-NEW"),
        waiting(of=mei, serial=""),
    ]
    for row in rows:
        look_over(row)
        assert "serial" not in row.flags
