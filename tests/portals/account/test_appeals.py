"""A decision is looked at again once; made anew, once more."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from marketplace.domains.listings.models import Listing
from marketplace.domains.support.models import Appeal
from marketplace.foundation import clock
from marketplace.foundation.db import session
from tests import cast
from tests.factories import used

if TYPE_CHECKING:
    from tests.client import Client

ASK = "/account/standing/appeals"


def answers(client: Client, verb: str) -> None:
    client.as_(cast.admin("Bea"))
    last = session.scalars(select(Appeal.id).order_by(Appeal.id.desc()).limit(1)).one()
    client.post(f"/admin/appeals/{last}", {"verb": verb, "words": "We have seen the bill."}).is_(200)
    session.rollback()


def test_a_suspension_is_looked_at_again_once(client: Client) -> None:
    mei, ada = used.seller(), cast.admin("Ada")
    asked = {"subject": f"seller:{mei.id}", "words": "Please"}
    client.as_(ada).post(f"/admin/sellers/{mei.id}/suspension", {"why": "Reports"}).is_(200)
    client.as_(mei).post(ASK, asked).says("Sent.")
    answers(client, "refuse")
    page = client.as_(mei).get("/account/standing").says("looked at this again", "We have seen the bill.")
    page.hides("Ask to look again")
    client.post(ASK, asked).is_(422).says("One appeal is answered for each decision")
    assert session.query(Appeal).count() == 1
    with clock.travel(timedelta(days=1)):
        client.as_(ada).post(f"/admin/sellers/{mei.id}/suspension/end", {"why": "Well"}).is_(200)
        client.as_(ada).post(f"/admin/sellers/{mei.id}/suspension", {"why": "Again"}).is_(200)
        client.as_(mei).get("/account/standing").says("Ask to look again")
        client.post(ASK, asked).is_(200).says("Sent.")
    session.rollback()
    assert session.query(Appeal).count() == 2


def test_a_listing_rejected_anew_is_a_new_decision(client: Client) -> None:
    mei, ada = used.seller(), cast.admin("Ada")
    row = used.draft(of=mei, state="submitted", submitted_at=clock.now())
    asked = {"subject": f"listing:{row.id}", "words": "Please"}
    rejects = f"/admin/moderation/{row.number}", {"verdict": "reject", "reason": "photos"}
    client.as_(ada).post(*rejects).is_(200)
    client.as_(mei).post(ASK, asked).says("Sent.")
    answers(client, "grant")
    with clock.travel(timedelta(days=1)):
        session.get_one(Listing, row.id).state = "submitted"
        session.commit()
        client.as_(ada).post(*rejects).is_(200)
        client.as_(mei).post(ASK, asked).is_(200).says("Sent.")
        answers(client, "refuse")
        client.as_(mei).post(ASK, asked).is_(422).says("One appeal is answered for each decision")
