"""A moderator decides about what they read: what was sent in anew since is looked at again."""

from __future__ import annotations

from datetime import timedelta

from marketplace.domains.listings.models import Listing
from marketplace.foundation import clock
from marketplace.foundation.db import session
from tests import cast
from tests.client import Client
from tests.factories import used
from tests.factories.dealing import reread


def test_nobody_approves_what_they_have_not_read(client: Client) -> None:
    row = used.draft(of=used.seller(), words="A fridge.", state="submitted", submitted_at=clock.now())
    client.as_(cast.admin(permissions=("moderate",)))
    page = client.get(f"/admin/moderation/{row.number}")
    queue = client.get("/admin/moderation")
    with clock.travel(timedelta(minutes=2)):
        again = session.get_one(Listing, row.id)
        again.words, again.submitted_at = "Meet me elsewhere.", clock.now()
        session.commit()
    with clock.travel(timedelta(minutes=3)):
        page.form(button="Decide").fill(verdict="approve").submit("Decide").is_(409).says("sent it in anew")
        many = queue.form(button="Decide").fill(verdict="approve", id=[str(row.id)])
        many.submit("Decide").says("Some have moved on")
        assert reread(row).state == "submitted"
        page = client.get(f"/admin/moderation/{row.number}").says("Meet me elsewhere.")
        page.form(button="Decide").fill(verdict="approve").submit("Decide").is_(200)
    assert reread(row).state == "published"
