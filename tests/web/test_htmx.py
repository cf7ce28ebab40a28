from __future__ import annotations

import json

import pytest
from flask import Response

from marketplace.web import htmx
from tests.client import Client


@pytest.mark.parametrize(
    ("headers", "fragment"),
    [
        ({}, False),
        ({"HX-Request": "true"}, True),
        ({"HX-Request": "true", "HX-Boosted": "true"}, False),
        ({"HX-Request": "true", "HX-History-Restore-Request": "true"}, False),
        ({"HX-Request": "false"}, False),
    ],
)
def test_what_wants_a_part_of_the_page(visitor: Client, headers: dict[str, str], fragment: bool) -> None:
    with visitor.app.test_request_context(headers=headers):
        assert htmx.is_fragment() is fragment


def test_sending_people_on(visitor: Client) -> None:
    assert (
        visitor.get("/trial/elsewhere", follow=False).is_(303).headers["Location"]
        == "/trial/shared/%E5%86%B0%E7%AE%B1"
    )
    page = visitor.get("/trial/elsewhere", htmx=True).is_(200)
    assert page.headers["HX-Redirect"] == "/trial/shared/%E5%86%B0%E7%AE%B1"


def test_any_language_fits_into_a_header() -> None:
    answer = htmx.trigger(Response(), "kept", {"words": "已保存"})
    assert answer.headers["HX-Trigger"].isascii()
    assert json.loads(answer.headers["HX-Trigger"]) == {"kept": {"words": "已保存"}}
    assert htmx.push_url(Response(), "/search?q=冰箱").headers["HX-Push-Url"].isascii()
