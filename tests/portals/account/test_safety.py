"""Contacts, passwords, devices and the second step: only with a fresh proof, and told to the owner."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from marketplace.domains.accounts.models import WebSession
from marketplace.domains.accounts.proofs.passwords import check_password, hashed
from marketplace.foundation import clock
from marketplace.foundation.db import session
from marketplace.foundation.outbox import OutboxFact
from marketplace.foundation.refusals import Refused
from tests import cast
from tests.portals.account import outbox
from tests.portals.account.visitors import again, fresh

if TYPE_CHECKING:
    from flask import Flask

    from tests.client import Client

_serial = count(1)
PASSWORD = "a cool place to sit"


def facts() -> list[Any]:
    session.rollback()
    return [row.payload.get("what") for row in session.scalars(select(OutboxFact).order_by(OutboxFact.id))]


def test_changing_the_password_asks_the_old_one_and_ends_other_devices(client: Client) -> None:
    who = cast.person(password_hash=hashed(PASSWORD))
    other = client.another(who)
    client.as_(who, **fresh("password"))
    before = client.cookie("coolspot")
    page = client.post("/account/password", {"old": "not it", "password": "under the old oak"})
    assert page.status == 422
    page.one("p", id="old-error")
    assert (
        client.post("/account/password", {"old": PASSWORD, "password": "under the old oak"}).url
        == "/account/"
    )
    assert client.cookie("coolspot") != before
    assert check_password(again(who), "under the old oak")
    assert other.get("/account/").url.startswith("/account/sign-in")
    assert client.get("/account/sessions").all("form", action="/account/sessions/others/end") == []
    assert facts() == ["password"]


def test_who_forgot_the_password_sets_one_after_a_code(client: Client) -> None:
    who = cast.person(password_hash=hashed(PASSWORD))
    client.as_(who, **fresh("code"))
    assert client.get("/account/password").all("input", name="old") == []
    assert client.post("/account/password", {"password": "under the old oak"}).url == "/account/"
    assert check_password(again(who), "under the old oak")


@pytest.mark.parametrize(
    "weak",
    [
        "short",
        "password",
        "PASSWORD",
        "12345678",
        "aaaaaaaaa",
        "5201314520",
        "Ming Ming",
        "x" * 129,
        "Coolspot2026!",
        "CoolSpot-1",
        "naliangkuai88",
        "sunshine1",
        "football1",
    ],
)
def test_passwords_guessed_first_are_refused(house: Flask, weak: str) -> None:
    with pytest.raises(Refused):
        hashed(weak, not_like=("ming ming", "ming@example.test"))


def test_a_hash_of_yesterday_is_made_anew(house: Flask) -> None:
    from argon2 import PasswordHasher

    who = cast.person(
        password_hash=PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PASSWORD)
    )
    assert check_password(who, PASSWORD)
    assert who.password_hash
    assert "m=19456,t=2,p=1" in who.password_hash
    assert check_password(who, PASSWORD)
    session.rollback()


def test_a_stale_sign_in_changes_no_contact_without_a_proof(client: Client) -> None:
    who = cast.person(password_hash=hashed(PASSWORD), phone="+8613900000001", phone_verified_at=clock.now())
    client.as_(who, proof={"by": "code", "at": (clock.now() - timedelta(hours=1)).isoformat()})
    page = client.get("/account/contacts/new")
    assert page.url.startswith("/account/proof?next=")
    assert client.post(page.url, {"password": "wrong", "next": "/account/contacts/new"}).status == 422
    before = client.browser.get_cookie("coolspot")
    page = client.post(page.url, {"password": PASSWORD, "next": "/account/contacts/new"})
    assert page.url == "/account/contacts/new"
    assert client.browser.get_cookie("coolspot") != before, "a proof begins a new session id"
    client.post("/account/contacts/phone/removal")
    assert again(who).phone is None


def test_a_code_proves_it_too(client: Client) -> None:
    who = cast.person()
    who.email = f"proof{next(_serial)}{clock.now():%H%M%S%f}@example.test"
    session.commit()
    mail = who.email
    client.as_(who)
    page = client.post("/account/proof/codes", {"next": "/account/two-step"})
    page = client.post(page.url, {"code": outbox.code(client.app, mail), "next": "/account/two-step"})
    assert page.url == "/account/two-step"


def test_a_contact_counts_once_its_code_was_typed(client: Client) -> None:
    who = cast.person()
    new = f"added{next(_serial)}{clock.now():%H%M%S%f}@example.test"
    client.as_(who, **fresh())
    assert client.post("/account/contacts/new", {"contact": new}).url == "/account/contacts/code"
    assert again(who).email != new
    client.post("/account/contacts/code", {"code": outbox.code(client.app, new)})
    assert again(who).email == new
    assert facts()[-1] == "email"


def test_another_accounts_contact_is_refused_only_after_the_proof(client: Client) -> None:
    owner = cast.person("Owner")
    owner.email = f"owned{next(_serial)}{clock.now():%H%M%S%f}@example.test"
    session.commit()
    mail = owner.email
    client.as_(cast.person("Stranger"), **fresh())
    assert client.post("/account/contacts/new", {"contact": mail}).url == "/account/contacts/code"
    page = client.post("/account/contacts/code", {"code": outbox.code(client.app, mail)})
    assert page.status == 422
    page.says("Another account of yours has this contact.")


def test_the_last_contact_stays(client: Client) -> None:
    client.as_(cast.person(), **fresh())
    assert client.post("/account/contacts/email/removal").status == 422


def test_devices_are_listed_and_signed_out(client: Client) -> None:
    who = cast.person()
    other = client.another(who)
    client.as_(who)
    page = client.get("/account/sessions").says("This device", "Sign out all other devices")
    public_id = re.findall(r"/account/sessions/([\w-]+)/end", page.text)[0]
    client.post(f"/account/sessions/{public_id}/end").says("That device is signed out.")
    assert other.get("/account/").url.startswith("/account/sign-in")
    assert client.get("/account/").status == 200


def test_another_persons_device_is_not_there(client: Client) -> None:
    owner = cast.person("Owner")
    client.another(owner)
    theirs = session.scalars(select(WebSession.public_id).where(WebSession.person_id == owner.id)).one()
    client.as_(cast.person("Stranger"))
    assert client.post(f"/account/sessions/{theirs}/end").status == 404
    assert client.post("/account/sessions/no-such-device/end").status == 404
