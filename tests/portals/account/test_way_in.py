"""The way in, as people and as attackers walk it."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING

import pyotp
import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from marketplace.domains.accounts.models import Person, WebSession
from marketplace.domains.accounts.proofs.passwords import hashed
from marketplace.domains.accounts.proofs.second_step import enrol
from marketplace.foundation import clock
from marketplace.foundation.db import session
from tests import cast
from tests.portals.account import outbox

if TYPE_CHECKING:
    from flask import Flask

    from tests.client import Client

_serial = count(1)
SIGN_IN = "/account/sign-in"


@pytest.fixture
def mail() -> str:
    """An address nobody used before: the outbox folder outlives a test."""
    return f"new{next(_serial)}-{clock.now():%H%M%S%f}@example.test"


def person(mail: str, password: str = "") -> Person:
    row = cast.person("Ming")
    row.email, row.password_hash = mail, hashed(password) if password else None
    session.commit()
    return row


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


def test_nobody_learns_who_has_an_account(client: Client, mail: str) -> None:
    person(mail, "a cool place to sit")
    answers = []
    for contact in (mail, f"un{mail}"):
        by_code = client.another().post(SIGN_IN, {"contact": contact, "way": "code"})
        other = client.another()
        other.post(SIGN_IN, {"contact": contact, "way": "password"})
        refused = other.post("/account/sign-in/password", {"password": "not the password"})
        answers.append([(p.status, p.url, p.words.replace(contact, "X")) for p in (by_code, refused)])
    assert answers[0] == answers[1]


def test_unknown_contacts_cost_the_same_hash(
    client: Client, mail: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from marketplace.domains.accounts.proofs import passwords

    checked = []
    real = passwords._hasher.verify

    class Counting:
        def verify(self, known: str, typed: str) -> bool:
            checked.append(known[:30])
            return real(known, typed)

    monkeypatch.setattr(passwords, "_hasher", Counting())
    passwords._nobodys.cache_clear()
    monkeypatch.setattr(passwords, "_nobodys", lambda: passwords.PasswordHasher(2, 19 * 1024, 1).hash("x"))
    client.post(SIGN_IN, {"contact": mail, "way": "password"})
    assert client.post("/account/sign-in/password", {"password": "whatever it is"}).status == 422
    assert len(checked) == 1


def test_five_wrong_codes_end_the_code_even_for_the_right_one(client: Client, mail: str) -> None:
    client.post(SIGN_IN, {"contact": mail, "way": "code"})
    right = outbox.code(client.app, mail)
    wrong = f"{(int(right) + 1) % 10**6:06}"
    for _ in range(5):
        assert client.post("/account/sign-in/code", {"code": wrong}).status == 422
    page = client.post("/account/sign-in/code", {"code": right})
    assert page.status == 422
    assert "no longer works" in page.text


def test_a_code_works_once_and_only_in_time(client: Client, mail: str) -> None:
    client.post(SIGN_IN, {"contact": mail, "way": "code"})
    right = outbox.code(client.app, mail)
    assert client.post("/account/sign-in/code", {"code": right}).url == "/account/registration"
    other = client.another()
    other.post(SIGN_IN, {"contact": mail, "way": "code"})  # too soon: no new code, the same page
    assert other.post("/account/sign-in/code", {"code": right}).status == 422
    with clock.travel(timedelta(minutes=2)):
        other.post(SIGN_IN, {"contact": mail, "way": "code"})
        newer = outbox.code(client.app, mail)
    with clock.travel(timedelta(minutes=13)):
        assert other.post("/account/sign-in/code", {"code": newer}).status == 422


def test_a_code_of_one_contact_opens_no_other(client: Client, mail: str) -> None:
    person(mail)
    mine = f"mine{mail}"
    client.post(SIGN_IN, {"contact": mine, "way": "code"})
    code = outbox.code(client.app, mine)
    client.post(SIGN_IN, {"contact": mail, "way": "code"})
    assert client.post("/account/sign-in/code", {"code": code}).status == 422


@pytest.mark.parametrize(
    "target", ["//evil.test/", "https://evil.test/", "/\\evil.test", "javascript:alert(1)", "/\t/evil.test"]
)
def test_the_way_in_leads_nowhere_else(client: Client, mail: str, target: str) -> None:
    person(mail, "a cool place to sit")
    client.post(SIGN_IN, {"contact": mail, "way": "password", "next": target})
    assert client.post("/account/sign-in/password", {"password": "a cool place to sit"}).url == "/account/"


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


def test_the_second_step_takes_each_code_once(client: Client, mail: str) -> None:
    row = person(mail, "a cool place to sit")
    secret = pyotp.random_base32()
    totp = pyotp.TOTP(secret)
    codes = enrol(
        person=row, secret=secret, typed=totp.at(clock.now() - timedelta(seconds=30)), at=clock.now()
    )
    session.commit()
    now = totp.at(clock.now())

    def arrive(browser: Client) -> str:
        browser.post(SIGN_IN, {"contact": mail, "way": "password"})
        return browser.post("/account/sign-in/password", {"password": "a cool place to sit"}).url

    assert arrive(client) == "/account/sign-in/second-step"
    assert client.get("/account/").url.startswith(SIGN_IN)  # half way is not in
    assert client.post("/account/sign-in/second-step", {"code": now}).url == "/account/"
    other = client.another()
    arrive(other)
    assert other.post("/account/sign-in/second-step", {"code": now}).status == 422
    assert other.post("/account/sign-in/second-step", {"code": codes[0].lower()}).url == "/account/"
    third = client.another()
    arrive(third)
    assert third.post("/account/sign-in/second-step", {"code": codes[0]}).status == 422


def test_the_second_step_gives_up_after_five_tries(client: Client, mail: str) -> None:
    row = person(mail, "a cool place to sit")
    secret = pyotp.random_base32()
    enrol(person=row, secret=secret, typed=pyotp.TOTP(secret).at(clock.now()), at=clock.now())
    session.commit()
    client.post(SIGN_IN, {"contact": mail, "way": "password"})
    client.post("/account/sign-in/password", {"password": "a cool place to sit"})
    for _ in range(4):
        assert client.post("/account/sign-in/second-step", {"code": "000000"}).status == 422
    assert client.post("/account/sign-in/second-step", {"code": "000000"}).url.startswith(SIGN_IN)
    assert client.get("/account/sign-in/second-step").url.startswith(SIGN_IN)


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


def test_signing_in_and_failing_to_is_logged(client: Client, mail: str) -> None:
    who = person(mail, "under the old oak")
    client.post(SIGN_IN, {"contact": mail, "way": "password"})
    with capture_logs() as said:
        client.post("/account/sign-in/password", {"password": "wrong"}).is_(422)
        client.post("/account/sign-in/password", {"password": "under the old oak"}).is_(200)
    noted = [(line["event"], line.get("by"), line.get("person")) for line in said if "by" in line]
    assert noted == [("proof failed", "password", who.id), ("signed in", "password", who.id)]
    assert mail not in str(said)
    assert "oak" not in str(said)


def test_signing_out_ends_the_session(client: Client) -> None:
    client.as_(cast.person())
    before = client.cookie("coolspot")
    client.post("/account/sign-out", follow=False)
    client.browser.set_cookie("coolspot", before or "")
    assert client.get("/account/").url.startswith(SIGN_IN)


def test_tries_are_limited_by_contact_and_by_address(house: Flask, mail: str) -> None:
    from marketplace.foundation import jobs
    from marketplace.web.limits import limiter
    from tests.client import Client as Browser

    person(mail, "a cool place to sit")
    limiter.enabled = True
    jobs.connection().flushall()
    try:
        answers = []
        for _ in range(11):
            browser = Browser(house)  # each a new session, as an attacker's would be
            browser.post(SIGN_IN, {"contact": mail, "way": "password"})
            answers.append(browser.post("/account/sign-in/password", {"password": "a guess"}).status)
        assert answers == [422] * 10 + [429]
        statuses = [
            Browser(house).post(SIGN_IN, {"contact": f"{n}{mail}", "way": "code"}).status for n in range(25)
        ]
        assert statuses[-1] == 429
    finally:
        limiter.enabled = False
