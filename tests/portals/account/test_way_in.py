"""The way in, as people and as attackers walk it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from marketplace.domains.accounts.models import Person, WebSession
from marketplace.domains.accounts.proofs.passwords import hashed
from marketplace.domains.suppliers.models import Supplier
from marketplace.foundation.db import session
from tests import cast
from tests.portals.account import outbox
from tests.portals.account.visitors import SIGN_IN, again, person

if TYPE_CHECKING:
    from flask import Flask

    from tests.client import Client


def test_a_new_person_registers_with_a_code_and_continues_where_they_were(client: Client, mail: str) -> None:
    page = client.get("/account/addresses")
    assert page.url.startswith(SIGN_IN)
    page = client.post(page.url, {"contact": mail.upper(), "way": "code", "next": "/account/addresses"})
    assert page.url == "/account/sign-in/code"
    assert mail in page.text
    page = client.post(page.url, {"code": outbox.code(client.app, mail)})
    assert page.url == "/account/registration"
    page = client.post(page.url, {"name": "  Li   Na ", "password": ""})
    assert page.url == "/account/addresses"
    row = session.scalars(select(Person).where(Person.email == mail)).one()
    assert (row.display_name, row.email_verified_at is not None, row.password_hash) == ("Li Na", True, None)
    assert (
        "Welcome to Coolspot, Li Na" not in client.get("/account/inbox").text
    )  # the switchboard has not run yet


def test_a_phone_registers_by_text_message_in_chinese(house: Flask, client: Client) -> None:
    from tests.client import Client as Browser

    chinese = Browser(house, language="zh-CN")
    page = chinese.post(SIGN_IN, {"contact": "１３８ ０００１ ０００１", "way": "code"})
    assert page.url == "/account/sign-in/code"
    words = outbox.messages(house, "+8613800010001")[-1]
    assert "验证码" in words
    page = chinese.post(page.url, {"code": re.findall(r"\d{6}", words)[0]})
    page = chinese.post(page.url, {"name": "小明", "password": "凉快的地方真好啊"})
    assert page.url == "/account/"
    row = session.scalars(select(Person).where(Person.phone == "+8613800010001")).one()
    assert (row.language, row.display_name) == ("zh", "小明")
    assert row.password_hash
    assert row.password_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


@pytest.mark.parametrize(
    ("going_to", "arrives"), [("", "/supplier/"), ("/account/", "/supplier/"), ("/orders", "/orders")]
)
def test_who_works_somewhere_begins_there(client: Client, mail: str, going_to: str, arrives: str) -> None:
    who = cast.worker_of(cast.supplier())
    who.email, who.password_hash = mail, hashed("a cool place to sit")
    session.commit()
    client.post(SIGN_IN, {"contact": mail, "way": "password", "next": going_to})
    page = client.post("/account/sign-in/password", {"password": "a cool place to sit"}).is_(200)
    assert page.url == arrives


def test_pages_go_on_in_the_language_they_were_read_in(house: Flask, mail: str) -> None:
    from tests.client import Client as Browser

    row = person(mail, "a cool place to sit")
    assert row.language == "en"
    chinese = Browser(house, language="zh-CN")
    chinese.post(SIGN_IN, {"contact": mail, "way": "password", "next": "/orders"})
    page = chinese.post("/account/sign-in/password", {"password": "a cool place to sit"}).is_(200)
    assert (page.url, page.one("html").get("lang")) == ("/orders", "zh-Hans")
    assert again(row).language == "en", "in which we write to them"
    english = Browser(house, language="en")
    english.post(SIGN_IN, {"contact": mail, "way": "password"})
    english.post("/account/sign-in/password", {"password": "a cool place to sit"}).is_(200)
    assert not english.cookie("language"), "where they agree there is nothing to remember"


def test_who_works_nowhere_any_more_begins_at_home(client: Client, mail: str) -> None:
    closed = cast.supplier()
    who = cast.worker_of(closed)
    who.email, who.password_hash = mail, hashed("a cool place to sit")
    session.get_one(Supplier, closed.id).state = "closed"
    session.commit()
    client.post(SIGN_IN, {"contact": mail, "way": "password"})
    assert client.post("/account/sign-in/password", {"password": "a cool place to sit"}).url == "/account/"


def test_known_people_sign_in_by_password_under_a_new_session_id(client: Client, mail: str) -> None:
    person(mail, "a cool place to sit")
    client.post(SIGN_IN, {"contact": mail, "way": "password", "next": "/account/sessions"})
    before = client.cookie("coolspot")
    page = client.post("/account/sign-in/password", {"password": "a cool place to sit"})
    assert page.url == "/account/sessions"
    after = client.cookie("coolspot")
    assert before
    assert after != before
    client.browser.set_cookie("coolspot", before)
    assert client.get("/account/").url.startswith(
        SIGN_IN
    )  # the id from before is dead: fixation gains nothing


def test_a_suspended_person_is_told_only_after_the_proof(client: Client, mail: str) -> None:
    row = person(mail, "a cool place to sit")
    row.state = "suspended"
    session.commit()
    client.post(SIGN_IN, {"contact": mail, "way": "password"})
    assert "suspended" not in client.post("/account/sign-in/password", {"password": "wrong"}).text
    page = client.post("/account/sign-in/password", {"password": "a cool place to sit"})
    assert page.status == 403
    assert "Your account is suspended" in page.text
    assert client.get("/account/").url.startswith(SIGN_IN)


def test_what_a_guest_kept_survives_signing_in(client: Client, mail: str) -> None:
    person(mail, "a cool place to sit")
    client.as_(None, guest_key="kept")
    client.post(SIGN_IN, {"contact": mail, "way": "password"})
    client.post("/account/sign-in/password", {"password": "a cool place to sit"})
    row = session.scalars(select(WebSession).where(WebSession.person_id.is_not(None))).one()
    assert row.data["guest_key"] == "kept"
    assert "sign_in" not in row.data


@pytest.mark.parametrize(
    "contact", ["", "nobody", "a@b", "12345", "02162345678", "a b@c.test", "x" * 300 + "@c.test"]
)
def test_contacts_nobody_has_are_refused_at_the_field(client: Client, contact: str) -> None:
    page = client.post(SIGN_IN, {"contact": contact, "way": "code"})
    assert page.status == 422
    page.one("p", id="contact-error")


def test_signing_out_ends_the_session(client: Client) -> None:
    client.as_(cast.person())
    before = client.cookie("coolspot")
    client.post("/account/sign-out", follow=False)
    client.browser.set_cookie("coolspot", before or "")
    assert client.get("/account/").url.startswith(SIGN_IN)


def test_signing_out_leaves_nothing_in_the_browser(client: Client) -> None:
    client.as_(cast.person())
    answer = client.post("/account/sign-out", follow=False)
    assert answer.headers["Clear-Site-Data"] == '"storage"'
    assert "Clear-Site-Data" not in client.get("/").headers
