"""Changing what is on the shelf: the wish waits, the approved version stays up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from marketplace.domains.listings.models import ListingEdit
from marketplace.foundation import clock
from marketplace.foundation.db import door, session
from marketplace.journeys.moderating.decide_listing import decide_listing_edit
from tests import cast
from tests.portals.seller.conftest import again, moderator, on_shelf, photos, whole_draft

if TYPE_CHECKING:
    from marketplace.domains.accounts.models import Person
    from tests.client import Client


def test_a_change_waits_while_the_approved_version_stays_up(client: Client, mei: Person) -> None:
    row = on_shelf(mei)
    form = client.get(f"/sell/listings/{row.number}/edit").form(button="Send the changes")
    first, second, third = [p.id for p in photos(row) if p.role != "plate"]
    new_order = {f"show_{first}": "2", f"show_{second}": "1", f"show_{third}": "3"}
    form.fill(new_order, price="799").submit("Send the changes").says("wait for a moderator")
    assert again(row).price == 89_900
    edit = session.scalars(select(ListingEdit)).one()
    assert edit.changes == {"price": 79_900, "photos": [second, first, third]}
    client.get("/sell/").says("Changes wait")
    with door():
        decide_listing_edit(edit_id=edit.id, verb="approve", actor=moderator(), at=clock.now())
    assert (again(row).price, again(row).revision) == (79_900, 2)
    assert [p.id for p in photos(row) if p.published] == [second, first, third]


def test_a_second_wish_replaces_the_first_and_can_be_taken_back(client: Client, mei: Person) -> None:
    row = on_shelf(mei)
    for price in ("799", "780"):
        page = client.get(f"/sell/listings/{row.number}/edit")
        page.form(button="Send the changes").fill(price=price).submit("Send the changes")
    states = sorted(edit.state for edit in session.scalars(select(ListingEdit)))
    assert states == ["submitted", "withdrawn"]
    client.get(f"/sell/listings/{row.number}/edit").says("already waits")
    client.get(f"/sell/listings/{row.number}").press("Take the changes back")
    session.expire_all()
    assert {edit.state for edit in session.scalars(select(ListingEdit))} == {"withdrawn"}


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [({}, "Nothing is different"), ({"check_quiet": "fail"}, "for parts"), ({"ways": []}, "fill this in")],
)
def test_a_change_a_draft_would_be_refused_for(
    client: Client, mei: Person, fields: dict[str, object], sentence: str
) -> None:
    row = on_shelf(mei)
    form = client.get(f"/sell/listings/{row.number}/edit").form(button="Send the changes")
    form.fill(fields).submit("Send the changes").is_(422).says(sentence)
    assert session.scalars(select(ListingEdit)).all() == []


def test_a_rejected_one_is_appealed_where_its_page_leads(client: Client, mei: Person) -> None:
    row = whole_draft(mei, state="submitted", submitted_at=clock.now())
    verdict = {"verdict": "reject", "reason": "photos"}
    client.as_(cast.admin("Ada")).post(f"/admin/moderation/{row.number}", verdict).is_(200)
    page = (
        client.as_(mei)
        .get(f"/sell/listings/{row.number}")
        .click("You can appeal")
        .says(row.title, "Rejected")
    )
    asked = page.form(button="Send the appeal")
    asked.fill(words="word " * 300).submit("Send the appeal").is_(422).says("word word")
    asked.fill(words="Look at the third photo.").submit("Send the appeal").is_(200).says("Sent.")
    client.get("/account/standing").says("Your appeal is open.", "Look at the third photo.")
