"""Nobody in who doesn't belong: every route has a row, and every role is told what its row says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.client import Client
from tests.house.table import ROLES, SIGN_IN, Row, Stage, rows

if TYPE_CHECKING:
    from flask import Flask

ROWS = rows()
UNASKED = {"HEAD", "OPTIONS"}


def url_of(app: Flask, row: Row, stage: Stage) -> str:
    with app.test_request_context():
        return app.url_for(row.endpoint, **(row.args(stage) if row.args else {}))


def test_every_route_has_one_row(app: Flask) -> None:
    routes = {
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static"
        for method in (rule.methods or set()) - UNASKED
    }
    written = [(row.endpoint, row.method) for row in ROWS]
    assert len(written) == len(set(written)), "two rows for one route"
    assert routes - set(written) == set(), "routes without a row in tests/house/routes/"
    assert set(written) - routes == set(), "rows without a route"


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_each_role_is_told_what_its_row_says(house: Flask, row: Row) -> None:
    stage = Stage()
    url = url_of(house, row, stage)
    for role in (role for role in ROLES if role in row.expected):
        visitor = Client(house)
        who = stage.who(role)
        if who is not None:
            visitor.as_(who)
        if row.method == "GET":
            answer = visitor.get(url, follow=False)
        else:
            answer = visitor.post(url, row.form(stage), method=row.method, follow=False)
        wanted = row.expected[role]
        if wanted == SIGN_IN:
            assert answer.status == 303, f"{role} at {url}: {answer.status}"
            assert answer.headers["Location"].startswith("/account/sign-in?next="), f"{role} at {url}"
        else:
            assert answer.status == wanted, (
                f"{role} at {row.method} {url}: {answer.status}, not {wanted}\n{answer!r}"
            )


@pytest.mark.parametrize("row", [row for row in ROWS if row.args and 404 in row.expected.values()], ids=str)
def test_what_is_not_yours_looks_like_what_is_not_there(house: Flask, row: Row) -> None:
    """The same status and the same words; only the request's number differs."""
    stage = Stage()
    url = url_of(house, row, stage)
    role = next(role for role in ("person", "rival", "worker", "clerk") if row.expected.get(role) == 404)
    visitor = Client(house).as_(stage.who(role))
    foreign = (
        visitor.post(url, row.form(stage), method=row.method, follow=False)
        if row.method != "GET"
        else visitor.get(url)
    )
    nowhere = visitor.get("/there-is-nothing-at-this-address")
    assert foreign.status == nowhere.status == 404
    if foreign.tree is not None:
        assert foreign.words == nowhere.words
