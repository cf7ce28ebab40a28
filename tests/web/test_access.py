from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Blueprint
from flask_login import current_user

from marketplace.foundation.db import session
from marketplace.web import access, furniture, limits
from tests import cast
from tests.client import Client
from tests.try_out import tried
from tests.web import trial

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

work = Blueprint("trial_work", __name__, url_prefix="/trial-work")
work.before_request(access.supplier_door)


@work.get("/")
def place() -> str:
    return f"{access.work_place().slug} {access.as_supplier().role}"


office = Blueprint("trial_office", __name__, url_prefix="/trial-office")
office.before_request(access.admin_door)


@office.get("/")
def desk() -> str:
    return f"{current_user.display_name} {access.as_admin().role}"


@office.get("/money")
@access.needs("money.move")
def money() -> str:
    return "here"


@pytest.fixture(scope="module")
def doors(app: Flask) -> Iterator[Flask]:
    way_in = Blueprint("account", __name__, url_prefix="/account")
    for name in ("sign_in", "two_step", "second_step"):
        way_in.add_url_rule(f"/{name.replace('_', '-')}", name, lambda: "the way in")
    portals = () if "account.sign_in" in app.view_functions else (way_in,)
    with tried(app, work, office, *portals) as doors:
        yield doors


@pytest.fixture
def visitor(doors: Flask, house: Flask) -> Client:
    return Client(doors)


@pytest.mark.parametrize("url", ["/trial-work/?x=1", "/trial-office/"])
def test_guests_are_asked_to_sign_in_and_brought_back(visitor: Client, url: str) -> None:
    page = visitor.get(url, follow=False).is_(303)
    where = urlsplit(page.headers["Location"])
    assert (where.path, parse_qs(where.query)) == ("/account/sign-in", {"next": [url]})
    fragment = visitor.get(url, htmx=True, follow=False).is_(200)
    assert fragment.headers["HX-Redirect"] == page.headers["Location"]


def test_the_supplier_portal_is_not_there_for_others(visitor: Client) -> None:
    visitor.as_(cast.person("Ming"))
    visitor.get("/trial-work/").is_(404)
    visitor.as_(cast.admin())
    visitor.get("/trial-work/").is_(404)


def test_people_work_where_they_work(visitor: Client) -> None:
    first = cast.supplier("First")
    visitor.as_(cast.worker_of(first))
    expected = f"{first.slug} supplier"
    with visitor.sql(1):
        assert visitor.get("/trial-work/").text == expected


def test_people_at_two_suppliers_choose(visitor: Client) -> None:
    from marketplace.domains.suppliers.models import WorkAccount
    from marketplace.foundation import clock

    first, second, third = (cast.supplier(name) for name in ("First", "Second", "Third"))
    who = cast.worker_of(first)
    session.add(WorkAccount(supplier_id=second.id, person_id=who.id, role="clerk", created_at=clock.now()))
    session.commit()
    visitor.as_(who)
    assert visitor.get(f"/trial-work/?place={second.slug}").text.startswith(second.slug)
    assert visitor.get("/trial-work/").text.startswith(second.slug), "and it is remembered"
    assert not visitor.get(f"/trial-work/?place={third.slug}").text.startswith(third.slug)


def test_a_work_account_that_ended_opens_nothing(visitor: Client) -> None:
    from marketplace.domains.suppliers.models import WorkAccount

    visitor.as_(cast.worker_of(cast.supplier()))
    visitor.get("/trial-work/").is_(200)
    session.query(WorkAccount).update({"state": "ended"})
    session.commit()
    visitor.get("/trial-work/").is_(404)


def test_the_office_is_for_staff_with_the_permission(visitor: Client) -> None:
    visitor.as_(cast.person("Ming"))
    visitor.get("/trial-office/").is_(404)
    visitor.as_(cast.admin("Clerk", permissions=("orders.read",)))
    assert visitor.get("/trial-office/").text == "Clerk admin"
    visitor.get("/trial-office/money").is_(404)
    visitor.as_(cast.admin("Cashier", permissions=("money.move",)))
    visitor.get("/trial-office/money").is_(200)
    visitor.as_(cast.admin("Boss"))
    with visitor.sql(1):
        visitor.get("/trial-office/money").is_(200)


def test_the_office_wants_the_second_step(visitor: Client) -> None:
    visitor.as_(cast.admin("Boss"), second_step_at=None)
    page = visitor.get("/trial-office/", follow=False)
    assert page.status == 303
    assert page.headers["Location"].startswith("/account/")


def test_counts_are_asked_for_only_when_there_is_somebody(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setitem(furniture._counters, "unread", lambda person: asked.append(person) or 3)
    monkeypatch.setitem(furniture._counters, "cart", lambda person: asked.append(person) or 2)
    with app.test_request_context():
        assert (furniture._count("unread", guests=False), furniture._count("cart", guests=True)) == (0, 0)
    assert asked == []


def test_limits_count_by_address_and_say_when_to_come_back(second: Flask, house: Flask) -> None:
    visitor = Client(second)
    limits.limiter.enabled = True
    try:
        statuses = [visitor.post("/trial/limited").status for _ in range(4)]
        other = visitor.another()
        other.browser.environ_base["REMOTE_ADDR"] = "203.0.113.9"
        assert other.post("/trial/limited").status == 200
    finally:
        limits.limiter.enabled = False
    assert statuses == [200, 200, 200, 429]
    assert visitor.post("/trial/limited").status == 200, "tests are not limited"


def test_limits_are_counted_in_memory_while_redis_is_away(app: Flask, house: Flask) -> None:
    with tried(app, trial.portal, redis_url="redis://127.0.0.1:1/0") as alone:
        limits.limiter.enabled = True
        try:
            statuses = [Client(alone).post("/trial/limited").status for _ in range(5)]
        finally:
            limits.limiter.enabled = False
    assert statuses[:3] == [200, 200, 200]
    assert statuses[4] == 429
