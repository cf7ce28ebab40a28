"""The way in as attackers walk it: nothing to learn, little to try, and everything logged."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from marketplace.domains.accounts.contacts import of
from marketplace.domains.accounts.models import WebSession
from marketplace.domains.accounts.proofs.ask_code import MOST_FROM_ANYWHERE, Asker, ask_code
from marketplace.foundation import clock
from marketplace.foundation.db import door, session
from tests.portals.account import outbox
from tests.portals.account.visitors import SIGN_IN, person

if TYPE_CHECKING:
    from flask import Flask

    from tests.client import Client


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
    client.post(SIGN_IN, {"contact": mail, "way": "code"})  # too soon: no new code, the same page
    assert client.post("/account/sign-in/code", {"code": right}).status == 422
    with clock.travel(timedelta(minutes=2)):
        client.post(SIGN_IN, {"contact": mail, "way": "code"})
        newer = outbox.code(client.app, mail)
    with clock.travel(timedelta(minutes=13)):
        assert client.post("/account/sign-in/code", {"code": newer}).status == 422


def test_a_stranger_burns_nobodys_tries(client: Client, mail: str) -> None:
    person(mail)
    client.post(SIGN_IN, {"contact": mail, "way": "code"})
    right = outbox.code(client.app, mail)
    stranger = client.another()
    stranger.post(SIGN_IN, {"contact": mail, "way": "code"})
    for _ in range(7):
        stranger.post("/account/sign-in/code", {"code": "x"}).is_(422)
    stranger.post("/account/sign-in/code", {"code": right}).is_(422)
    assert client.post("/account/sign-in/code", {"code": right}).url == "/account/"


def test_the_owner_at_home_gets_a_code_whatever_strangers_used_up(client: Client, mail: str) -> None:
    owner = person(mail)
    client.another(owner)
    for row in session.scalars(select(WebSession)):
        row.address = "127.0.0.1"
    with door():
        for n in range(MOST_FROM_ANYWHERE()):
            asker = Asker(network=f"net:198.51.100.{n}")
            ask_code(contact=of(mail), purpose="sign_in", language="en", asker=asker, at=clock.now())
    newest = len(outbox.messages(client.app, mail))
    client.post(SIGN_IN, {"contact": mail, "way": "code"}).is_(200)
    assert len(outbox.messages(client.app, mail)) == newest + 1
    assert client.post("/account/sign-in/code", {"code": outbox.code(client.app, mail)}).url == "/account/"


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
