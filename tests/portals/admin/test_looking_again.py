"""Staff read what was reported, each look written down; whoever decided does not decide the appeal against it."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select, update

from marketplace.domains.listings.models import Listing, Seller
from marketplace.domains.messaging.models import Message
from marketplace.domains.messaging.write import write
from marketplace.domains.support.models import Appeal
from marketplace.foundation import clock
from marketplace.foundation.db import session
from marketplace.foundation.states import StateChange
from tests import cast
from tests.client import Client
from tests.factories import used
from tests.factories.photos import photo
from tests.factories.talking import talk


def test_staff_read_what_was_reported_and_it_is_written_down(client: Client) -> None:
    ming, mei, ada = cast.person(), used.seller(), cast.admin(permissions=("moderate",))
    found = talk(ming, used.listing(of=mei))
    said = write(
        conversation=found, author_id=ming.id, words="Pay me at 138 0013 8000", key="k1", at=clock.now()
    )
    sent = photo(ming, f"message:{said}", files=True)
    session.execute(update(Message).values(photo_id=sent.id))
    session.commit()
    picture = f"/media/{sent.token}/320.jpg"
    client.as_(ada).get(picture).is_(404)
    client.as_(mei).post(f"/reports/conversation/{found.number}", {"reason": "contact"}, follow=False).is_(
        303
    )
    client.as_(ada).get(picture).is_(404)
    page = client.get("/admin/reports").click("Read their conversation")
    page.says("138 0013 8000", "Ming", "That you looked is written down.", ada.display_name)
    client.get(picture).is_(200)
    assert client.get(picture).headers["Cache-Control"] == "no-store"
    with clock.travel(timedelta(minutes=16)):
        client.as_(ada).get(picture).is_(404)
    client.as_(cast.admin("Bea", permissions=("moderate",))).get(picture).is_(
        404
    )  # each by a look of their own
    page = client.get("/admin/reports").says("What Ming reads").hides("take down")
    page.press("Uphold: a strike").says("They have a strike now")
    client.as_(cast.admin("Cy", permissions=("cases",))).get(f"/admin/conversations/{found.number}").is_(404)
    session.rollback()
    assert (
        session.query(StateChange).filter_by(subject="conversation", verb="look", actor_id=ada.id).count()
        == 1
    )


def test_nobody_decides_an_appeal_against_what_they_decided(client: Client) -> None:
    mei, ada, bea = used.seller(), cast.admin("Ada"), cast.admin("Bea")
    rejected = used.draft(of=mei, state="submitted", submitted_at=clock.now())
    client.as_(ada)
    client.post(f"/admin/moderation/{rejected.number}", {"verdict": "reject", "reason": "photos"}).is_(200)
    client.post(f"/admin/sellers/{mei.id}/suspension", {"why": "Reports"}).is_(200)
    client.as_(mei)
    for subject in (f"listing:{rejected.id}", f"seller:{mei.id}"):
        client.post("/account/standing/appeals", {"subject": subject, "words": "Please"}).is_(200)
    ids = session.scalars(select(Appeal.id)).all()
    for appeal_id in ids:
        client.as_(ada).post(f"/admin/appeals/{appeal_id}", {"verb": "grant"}).is_(422).says(
            "made this decision"
        )
        client.as_(bea).post(f"/admin/appeals/{appeal_id}", {"verb": "grant"}).is_(200)
    session.rollback()
    assert session.get_one(Listing, rejected.id, populate_existing=True).state == "draft"
    assert session.get_one(Seller, mei.id, populate_existing=True).state == "active"
