"""The account's first page, the inbox, the profile and the wishes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from marketplace.domains.accounts.models import Person
from marketplace.domains.notifications.models import Notice, Preference
from marketplace.domains.notifications.tell import tell
from marketplace.domains.suppliers.models import Invitation
from marketplace.foundation import clock
from marketplace.foundation.db import session
from tests import cast
from tests.try_out import tried

if TYPE_CHECKING:
    from flask import Flask

    from tests.client import Client


def told(who: Person, number: int, link: str = "/account/profile") -> None:
    for n in range(number):
        name = {"name": f"n{n}"}
        tell(person_id=who.id, kind="registered", params=name, link=link, key=f"{who.id}:{n}", at=clock.now())
    session.commit()


def test_home_says_who_you_are_and_where_you_may_work(client: Client) -> None:
    shop = cast.supplier("Northwind")
    wei = cast.worker_of(shop, "Wei")
    told(wei, 3)
    client.as_(wei).get("/account/")  # the first visit keeps its forms' key
    with client.sql(4):
        page = client.get("/account/")
    page.says("Wei", "Northwind", "Orders", "Messages", "Sign out", "3 unread")
    assert page.link("Northwind").startswith("/supplier/")


def test_home_shows_who_asks_you_to_work_for_them(client: Client) -> None:
    shop, mei = cast.supplier("Southwind"), cast.person("Mei")
    session.add(Invitation(supplier_id=shop.id, email=mei.email, invited_by=mei.id, created_at=clock.now()))
    session.commit()
    client.as_(mei)
    page = client.get("/account/")
    assert page.link("Where you are invited to work") == "/supplier/invitations"
    client.get("/supplier/invitations").says("Southwind")


def test_the_inbox_is_read_one_by_one_or_all_at_once(client: Client) -> None:
    who = cast.person()
    told(who, 3)
    client.as_(who)
    page = client.get("/account/inbox").says("Welcome to Coolspot, n2")
    newest = session.scalars(select(Notice).order_by(Notice.id.desc())).first()
    assert newest
    assert client.post(f"/account/inbox/{newest.id}/reading").url == "/account/profile"
    session.rollback()
    assert session.scalars(select(Notice.read_at).where(Notice.id == newest.id)).one()
    page = client.get("/account/inbox").press("Mark all as read")
    page.hides("unread")


def test_what_came_meanwhile_stays_unread(client: Client) -> None:
    who = cast.person()
    told(who, 1)
    client.as_(who)
    page = client.get("/account/inbox")
    tell(person_id=who.id, kind="registered", params={"name": "late"}, link="", key="late", at=clock.now())
    session.commit()
    page.press("Mark all as read").says("late", "unread")


def test_the_inbox_has_pages_of_equal_cost(client: Client) -> None:
    who = cast.person()
    told(who, 45)
    client.as_(who)
    page, seen = client.get("/account/inbox"), 0
    for _ in range(3):
        seen += len(page.all("li")) - 5
        if page.all("a", rel="next"):
            with client.sql(4):
                page = page.click("Next")
    assert "Welcome to Coolspot, n0" in page.words
    assert page.all("a", rel="prev")


def test_an_empty_inbox_says_what_would_be_there(client: Client) -> None:
    client.as_(cast.person())
    client.get("/account/inbox").says("Nothing yet.")


def test_a_notice_never_leads_off_the_site(client: Client) -> None:
    who = cast.person()
    told(who, 1, link="//evil.test/")
    client.as_(who)
    notice = session.scalars(select(Notice.id)).one()
    assert client.post(f"/account/inbox/{notice}/reading").url == "/account/inbox"


def test_another_persons_notice_is_not_there(client: Client) -> None:
    told(cast.person("Owner"), 1)
    client.as_(cast.person("Stranger"))
    notice = session.scalars(select(Notice)).one()
    assert client.post(f"/account/inbox/{notice.id}/reading").status == 404
    client.post("/account/inbox/reading", {"up_to": str(2**62)})
    session.rollback()
    assert session.get_one(Notice, notice.id, populate_existing=True).read_at is None


def test_the_profile_keeps_name_and_language(client: Client) -> None:
    who = cast.person()
    client.as_(who)
    page = client.post("/account/profile", {"name": " 小   明 ", "language": "zh"})
    page.says("已保存")
    session.rollback()
    row = session.get_one(Person, who.id, populate_existing=True)
    assert (row.display_name, row.language) == ("小 明", "zh")
    assert client.post("/account/profile", {"name": " ", "language": "fr"}).status == 422


def test_wishes_are_kept_and_shown(client: Client) -> None:
    who = cast.person()
    client.as_(who)
    page = client.get("/account/preferences")
    assert page.one("input", value="orders-email").get("checked") is not None
    assert page.one("input", value="orders-sms").get("disabled") is not None
    assert page.all("input", value="work-email") == []
    page = client.post("/account/preferences", {"wants": ["money-email", "nonsense-email", "work-sms"]})
    assert page.one("input", value="orders-email").get("checked") is None
    assert page.one("input", value="money-email").get("checked") is not None
    session.rollback()
    rows = session.scalars(select(Preference)).all()
    assert {(row.group, row.channel, row.wanted) for row in rows} == {
        ("orders", "email", False),
        ("money", "email", True),
        ("reviews", "email", False),
        ("selling", "email", False),
        ("messages", "email", False),
    }


def test_the_demo_shows_its_messages_and_nobody_else_does(house: Flask, client: Client) -> None:
    from tests.client import Client as Browser

    assert client.get("/account/demo-outbox").status == 404
    with tried(house, mode="demo") as demo:
        browser = Browser(demo)
        browser.post("/account/sign-in", {"contact": "demo@example.test", "way": "code"}).says(
            "This is a demo"
        )
        browser.get("/account/demo-outbox").says("Messages of the demo")
