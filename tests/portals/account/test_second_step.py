"""The second step at the door, and what turns it on."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pyotp
from sqlalchemy import select

from marketplace.domains.accounts.models import WebSession
from marketplace.domains.accounts.proofs.passwords import hashed
from marketplace.foundation import clock, seal
from marketplace.foundation.db import session
from tests import cast
from tests.portals.account.visitors import SIGN_IN, again, fresh, person

if TYPE_CHECKING:
    from tests.client import Client
from typing import TYPE_CHECKING

from marketplace.domains.accounts.proofs.second_step import enrol

if TYPE_CHECKING:
    from tests.client import Client


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


def test_the_second_step_is_turned_on_with_its_own_code(client: Client) -> None:
    who = cast.person()
    client.as_(who, **fresh())
    page = client.get("/account/two-step")
    secret = "".join(page.one("code").itertext()).replace(" ", "")
    assert client.get("/account/two-step").text.count(page.one("code").text or "?") == 1  # a reload keeps it
    assert client.post("/account/two-step", {"code": "000000"}).status == 422
    page = client.post("/account/two-step", {"code": pyotp.TOTP(secret).at(clock.now())})
    codes = ["".join(li.itertext()) for li in page.one("ul", class_="codes")]
    assert len(set(codes)) == 10
    kept = again(who).totp_secret
    assert kept
    assert secret not in kept
    assert seal.unseal(kept, "second step") == secret
    assert secret not in str(session.scalars(select(WebSession)).all()[0].data)
    client.get("/account/two-step").says("10 recovery codes are left.")
    client.post("/account/two-step/end")
    assert again(who).totp_secret is None


def test_staff_begin_in_the_back_office(client: Client, mail: str) -> None:
    ada = cast.admin("Ada", permissions=("moderate",))
    secret = pyotp.random_base32()
    then = clock.now() - timedelta(minutes=5)
    enrol(person=ada, secret=secret, typed=pyotp.TOTP(secret).at(then), at=then)
    ada.email, ada.password_hash = mail, hashed("a cool place to sit")
    session.commit()
    page = client.get("/account/")  # where "Sign in" leads
    page = client.post(page.url, {"contact": mail, "way": "password", "next": "/account/"})
    page = client.post(page.url, {"password": "a cool place to sit"})
    page = client.post(page.url, {"code": pyotp.TOTP(secret).at(clock.now())})
    page.is_(200)
    assert page.url == "/admin/"
    client.get(SIGN_IN)
    assert client.get(SIGN_IN).url == "/admin/"


def test_staff_need_the_second_step_for_the_back_office(client: Client) -> None:
    ada = cast.admin("Ada")
    client.as_(ada, second_step_at=None)
    assert client.get("/admin/").url.startswith("/account/proof")
    ada.totp_secret = seal.seal(pyotp.random_base32(), "second step")
    session.commit()
    assert client.get("/admin/").url.startswith("/account/sign-in/second-step")
    assert client.post("/account/two-step/end").status == 422
