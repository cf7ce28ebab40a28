"""Forms sent by other sites are refused; our own need no token where the browser says whose they are."""

from __future__ import annotations

import pytest

from tests import cast
from tests.client import Client

CHANGE = ("/language", {"language": "zh", "next": "/offline"})


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://localhost"}, 303),
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 303),
        ({"Sec-Fetch-Site": "none"}, 303),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "https://localhost"}, 403),
        ({"Origin": "http://localhost.evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": ""}, 403),
        ({"Origin": "http://["}, 403),
        ({"Origin": "http://localhost."}, 403),
        ({"Origin": "http://localhost:81"}, 403),
        ({"Origin": "http://localhost@evil.example"}, 403),
        ({"Origin": "http://LOCALHOST"}, 303),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, 403),
        ({}, 400),
    ],
)
def test_where_a_form_comes_from_decides(visitor: Client, headers: dict[str, str], status: int) -> None:
    visitor.origin = None
    page = visitor.post(*CHANGE, follow=False, **headers).is_(status)
    if status == 403:
        page.says("That came from another site")


def test_without_a_word_from_the_browser_the_token_decides(visitor: Client) -> None:
    visitor.origin = None
    visitor.as_(cast.person("Ming"))
    visitor.post("/trial/person").is_(400)
    form = visitor.get("/trial/things").form("/trial/things")
    token = form.values["csrf_token"][0]
    assert token
    visitor.post("/trial/person", {"csrf_token": token}).is_(200)
    visitor.post("/trial/person", {"csrf_token": f"{token}x"}).is_(400)
    thief = visitor.another(cast.person("Thief"), origin=None)
    thief.post("/trial/person", {"csrf_token": token}).is_(400)


def test_guests_pages_carry_no_token(visitor: Client) -> None:
    page = visitor.get("/trial/things")
    assert page.form("/trial/things").values["csrf_token"] == [""]
    assert "Set-Cookie" not in page.headers


def test_machines_are_not_asked(visitor: Client) -> None:
    visitor.origin = None
    visitor.post("/hooks/nobody").is_(404)


def test_reading_is_never_refused(visitor: Client) -> None:
    visitor.get("/offline", Sec_Fetch_Site="cross-site").is_(200)
