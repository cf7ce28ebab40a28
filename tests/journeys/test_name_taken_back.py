"""Without a verified name nobody sells; with it verified again, what went for that reason comes back."""

from __future__ import annotations

from typing import Any

from flask import Flask
from sqlalchemy import select

from marketplace.domains.listings.suspend import DESK, NAME
from marketplace.domains.notifications.models import Notice
from marketplace.foundation import clock
from marketplace.foundation.actors import person as acting
from marketplace.foundation.db import door, session
from marketplace.journeys.supporting.suspend import suspend_seller
from marketplace.journeys.verifying.decide_verification import decide_verification
from tests import cast
from tests.factories import used, verifying
from tests.factories.dealing import reread
from tests.journeys.test_who_may_sell import barred, does, told


def test_with_the_name_taken_back_and_verified_again_all_returns(house: Flask) -> None:
    mei = used.seller()
    row, ada = used.listing(of=mei), acting(cast.admin().id, "admin")

    def decides(verdict: str, asked: Any) -> None:
        with door():
            decide_verification(
                verification_id=asked.id,
                verb=verdict,
                reason="expired",
                words="",
                actor=ada,
                at=clock.now(),
            )

    first = verifying.asked(mei)
    decides("approve", first)
    told()
    decides("revoke", first)
    told()
    assert barred(mei) == ("suspended", [NAME])
    assert reread(row).state == "withheld"
    kinds = set(session.scalars(select(Notice.kind).where(Notice.person_id == mei.id)))
    assert kinds == {"name_verified", "name_revoked"}  # one sentence, not two, says that they cannot sell
    decides("approve", verifying.asked(mei))
    told()
    assert barred(mei) == ("active", [])
    assert reread(row).state == "published"
    assert "seller_restored" in session.scalars(select(Notice.kind).where(Notice.person_id == mei.id)).all()


def test_a_name_verified_again_ends_no_suspension_by_staff(house: Flask) -> None:
    mei = used.seller()
    row, ada = used.listing(of=mei), acting(cast.admin().id, "admin")
    does(suspend_seller, mei)
    asked = verifying.asked(mei)
    with door():
        decide_verification(
            verification_id=asked.id, verb="approve", reason="", words="", actor=ada, at=clock.now()
        )
    assert barred(mei) == ("suspended", [DESK])
    assert reread(row).state == "withheld"
