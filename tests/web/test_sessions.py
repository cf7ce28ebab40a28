"""Sessions: cookieless guests, new ids at sign-in, old ones dead, one SELECT a request."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from flask import Blueprint, session
from sqlalchemy import func, select, update

from marketplace.domains.accounts.models import Person, WebSession
from marketplace.foundation import clock, db, ids
from marketplace.foundation.refusals import Refused
from marketplace.web import access, sessions
from tests import cast
from tests.client import Client
from tests.try_out import tried

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask


trial = Blueprint("trial", __name__, url_prefix="/trial")


@trial.get("/who")
def who() -> str:
    person = access.current_person()
    return f"{person.display_name if person else 'nobody'} {session.get('basket', '-')}"


@trial.post("/basket")
def basket() -> str:
    session["basket"] = "full"
    return "kept"


@trial.post("/in/<int:person_id>")
def sign_in(person_id: int) -> str:
    person = db.session.get(Person, person_id)
    assert person
    sessions.sign_in(person)
    return "in"


@trial.post("/register")
def register() -> str:
    person = Person(display_name="Newcomer", created_at=clock.now())
    db.session.add(person)
    sessions.sign_in(person)
    return "in"


@trial.post("/refused/<int:person_id>")
def refused(person_id: int) -> str:
    sign_in(person_id)
    raise Refused("No.")


@trial.post("/out")
def sign_out() -> str:
    sessions.sign_out()
    return "out"


@pytest.fixture(scope="module")
def second(app: Flask) -> Iterator[Flask]:
    with tried(app, trial) as second:
        yield second


@pytest.fixture
def client(second: Flask, house: Flask) -> Client:
    return Client(second)


def rows() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(WebSession)) or 0


def test_guests_have_no_cookie_and_cost_no_sql(client: Client) -> None:
    with client.sql(0):
        page = client.get("/trial/who").is_(200)
    assert page.text == "nobody -"
    assert "Set-Cookie" not in page.headers
    assert rows() == 0


def test_a_session_begins_when_something_is_kept(client: Client) -> None:
    page = client.post("/trial/basket").is_(200)
    cookie = page.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie
    assert rows() == 1
    with client.sql(1):
        assert client.get("/trial/who").text == "nobody full"


def test_only_the_fingerprint_is_stored(client: Client) -> None:
    client.post("/trial/basket")
    token = client.cookie("coolspot") or ""
    assert db.session.scalars(select(WebSession.token_hash)).all() == [ids.fingerprint(token)]


def test_signing_in_takes_the_basket_along_under_a_new_id(client: Client) -> None:
    ming = cast.person("Ming")
    client.post("/trial/basket")
    before = client.cookie("coolspot")
    client.post(f"/trial/in/{ming.id}").is_(200)
    after = client.cookie("coolspot")
    assert before
    assert after
    assert before != after
    assert client.get("/trial/who").text == "Ming full"
    thief = client.another()
    thief.browser.set_cookie("coolspot", before)
    assert thief.get("/trial/who").text == "nobody -"


def test_somebody_registered_in_the_same_request_is_signed_in(client: Client) -> None:
    client.post("/trial/register").is_(200)
    assert client.get("/trial/who").text == "Newcomer -"


def test_a_refused_sign_in_signs_nobody_in(client: Client) -> None:
    ming = cast.person("Ming")
    client.post(f"/trial/refused/{ming.id}").is_(422)
    assert rows() == 0
    assert client.get("/trial/who").text == "nobody -"


def test_signing_out_ends_the_row_and_the_cookie(client: Client) -> None:
    client.as_(cast.person("Ming"))
    client.post("/trial/out").is_(200)
    assert rows() == 0
    assert client.cookie("coolspot") is None


def test_a_suspended_person_is_out_at_once(client: Client) -> None:
    ming = cast.person("Ming")
    client.as_(ming)
    assert client.get("/trial/who").text == "Ming -"
    ming.state = "suspended"
    db.session.commit()
    assert client.get("/trial/who").text == "nobody -"
    assert client.cookie("coolspot") is None, "the dead cookie goes, so that the next page is a shared one"


@pytest.mark.parametrize(
    "change",
    [{"expires_at": timedelta(minutes=-1)}, {"seen_at": timedelta(days=-31)}],
    ids=["absolute end", "idle too long"],
)
def test_sessions_end(client: Client, change: dict[str, timedelta]) -> None:
    client.as_(cast.person("Ming"))
    db.session.execute(update(WebSession).values({name: clock.now() + span for name, span in change.items()}))
    db.session.commit()
    assert client.get("/trial/who").text == "nobody -"


def test_being_seen_is_written_every_five_minutes(client: Client) -> None:
    client.as_(cast.person("Ming"))
    with client.sql(1):
        client.get("/trial/who")
    long_ago = clock.now() - timedelta(minutes=6)
    db.session.execute(update(WebSession).values(seen_at=long_ago))
    db.session.commit()
    with client.sql(2):
        client.get("/trial/who")
    db.session.rollback()
    assert db.session.scalars(select(WebSession.seen_at)).one() > long_ago


@pytest.mark.parametrize("cookie", ["x", "x" * 5000, "../..", "%00", "é"])
def test_strange_cookies_are_nobody(client: Client, cookie: str) -> None:
    assert client.get("/trial/who", Cookie=f"coolspot={cookie}").is_(200).text == "nobody -"
