"""`flask people names` puts names from before the rule before the moderators, and leaves them as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from marketplace.domains.accounts.models import Person
from marketplace.domains.listings.models import Seller
from marketplace.domains.support.models import Report, Strike
from marketplace.foundation.db import session
from marketplace.journeys.supporting import report_names
from tests import cast
from tests.factories import used
from tests.factories.told import follow, told

if TYPE_CHECKING:
    from flask import Flask

    from tests.client import Client

REACHING = "Mei 138 0013 8000"


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that speaks English, whatever the developer's does."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def mei(house: Flask, monkeypatch: pytest.MonkeyPatch) -> Person:
    """A seller of before, among others whose names are names."""
    monkeypatch.setattr(report_names, "WINDOW", 2)
    cast.person("O'Neil")
    who = used.seller(company_name="www.mei-cool.com")
    who.display_name = REACHING
    session.commit()
    cast.person("Li Na 88")
    used.seller("Lin", company_name="老王家电 2020")
    return who


def looks(house: Flask) -> str:
    return str(house.test_cli_runner().invoke(args=["people", "names"]).output)


def test_each_is_reported_once_and_stays(house: Flask, mei: Person) -> None:
    everybody = session.query(Person).count()
    assert f"{everybody} people looked at, 2 names reported." in looks(house)
    assert "0 names reported." in looks(house)
    found = [(row.subject, row.reporter_id, row.words) for row in session.query(Report).order_by(Report.id)]
    assert sorted(found) == [
        (f"company:{mei.id}", None, "www.mei-cool.com"),
        (f"person:{mei.id}", None, REACHING),
    ]
    assert session.get_one(Person, mei.id, populate_existing=True).display_name == REACHING
    assert session.get_one(Seller, mei.id).company_name == "www.mei-cool.com"


def test_a_moderator_asks_for_another_and_strikes_nobody(house: Flask, client: Client, mei: Person) -> None:
    looks(house)
    client.as_(cast.admin(permissions=("moderate",)))
    page = client.get("/admin/reports").says(REACHING).says("found by Coolspot").says("under Real names")
    page = page.press("Uphold: ask for another name").says("Upheld.")
    page.hides("Uphold: ask for another name")
    page.press("Dismiss").says("Dismissed.").says("No report here.")
    follow("ReportDecided")
    assert told(mei.id) == ["name_asked"]
    assert session.query(Strike).count() == 0
    assert "0 names reported." in looks(house)
    theirs = client.another().as_(mei)
    theirs.get("/account/inbox").says("Please choose another name").says(REACHING)
