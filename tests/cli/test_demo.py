"""The demo loads through the house's own journeys, and a load that was killed half-way is completed by the next."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import pyotp
import pytest

from marketplace.cli.demo import bulk, chapters, goods, orders, people, used
from marketplace.domains.accounts.contacts import Contact
from marketplace.domains.accounts.models import Person
from marketplace.domains.accounts.proofs.passwords import check_password
from marketplace.domains.accounts.queries import find_person_by_contact
from marketplace.domains.aftersales.models import Review
from marketplace.domains.catalog.models import Offer, Product
from marketplace.domains.catalog.seed import seed
from marketplace.domains.catalog.tree import atlas
from marketplace.domains.orders.models import Checkout, Order
from marketplace.foundation.db import door, session
from tests import cast
from tests.sandbox_companies import bank, company

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from tests.sandbox.conftest import Sandbox

__all__ = ["bank", "company"]
PRODUCTS = "36"
TOLD = {"completed": 6, "placed": 1, "lapsed": 1, "paid": 3, "accepted": 2, "shipped": 1, "cancelled": 1}


class Killed(BaseException):
    """The load, at this very point."""


@pytest.fixture
def shop(house: Flask, bank: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The house with a till that the demo's buyers reach."""
    monkeypatch.setattr(
        orders, "_pay_at_the_sandbox", lambda session_id: bank.pull(f"/checkout/{session_id}/pay")
    )
    monkeypatch.setattr(used, "tell", lambda _: 0)  # has its own tests
    (house.config["SETTINGS"].instance_dir / "demo.json").unlink(missing_ok=True)
    return house


def load(shop: Flask, *more: str) -> str:
    try:
        answer = shop.test_cli_runner().invoke(
            args=["demo", "load", "--products", PRODUCTS, "--if-empty", *more]
        )
    except Killed:
        return "killed"
    finally:
        session.rollback()
        session.expire_all()
    assert answer.exit_code == 0, answer.output
    return answer.output


def known(shop: Flask) -> dict[str, dict[str, str]]:
    kept = json.loads((shop.config["SETTINGS"].instance_dir / "demo.json").read_text())
    return {person["role"]: person for person in kept["people"]}


def stands(shop: Flask) -> tuple[object, ...]:
    """Return what a visitor can tell of the demo."""
    states = Counter(session.scalars(session.query(Order.state).statement))
    counts = [session.query(model).count() for model in (Person, Product, Offer, Checkout, Review)]
    for person in known(shop).values():
        found = find_person_by_contact(Contact("email", person["email"]))
        assert found
        assert check_password(found, person["password"])
    for role in ("admin", "moderator"):
        assert pyotp.TOTP(known(shop)[role]["totp_secret"]).now()
    return (states, *counts)


def test_it_loads_once(shop: Flask) -> None:
    assert load(shop).startswith("36 products, ")
    first = stands(shop)
    assert first[0] == TOLD
    assert load(shop) == ""
    assert stands(shop) == first


def test_second_hand_may_come_later_once(shop: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[people.Cast] = []
    monkeypatch.setattr(used, "tell", lambda cast, _, *, few: told.append(cast) or (9 if few else 60))
    later = shop.test_cli_runner()
    later.invoke(args=["demo", "used"])
    assert told == []
    assert "0 used" in load(shop, "--new-only")
    assert later.invoke(args=["demo", "used"]).output == "60 used\n"
    assert later.invoke(args=["demo", "used"]).output == ""
    assert len(told) == 1


def _at(calls: int, act: Callable[..., object]) -> Callable[..., object]:
    left = [calls]

    def acted(*args: object, **more: Any) -> object:
        left[0] -= 1
        if left[0] < 0:
            raise Killed
        return act(*args, **more)

    return acted


@pytest.mark.parametrize(
    ("room", "name", "calls"),
    [
        (people, "_keep", 0),  # everybody arrived, nobody committed
        (goods, "shelve", 2),
        (orders, "start_payment", 2),
        (orders, "settle_payment", 3),
        (chapters, "release_hold", 1),
        (chapters, "answer", 0),
        (orders, "_is_due", 12),
    ],
)
def test_killed_anywhere_the_next_load_completes_it(
    shop: Flask, monkeypatch: pytest.MonkeyPatch, room: object, name: str, calls: int
) -> None:
    with monkeypatch.context() as during:
        during.setattr(room, name, _at(calls, getattr(room, name)))
        assert load(shop) == "killed"
    load(shop)
    halved = stands(shop)
    assert halved[0] == TOLD
    assert load(shop) == ""
    assert stands(shop) == halved


def test_where_real_people_are_nothing_is_loaded(shop: Flask) -> None:
    cast.person()
    assert load(shop) == ""
    assert session.query(Person).count() == 1


def test_poured_goods_go_on_where_they_stopped(house: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "CHUNK", 40)
    seller = cast.shelf().supplier.id
    with door():
        seed()
    atlas.forget()
    with monkeypatch.context() as during:
        during.setattr(bulk, "fill_shelf", _at(1, bulk.fill_shelf))
        with pytest.raises(Killed):
            bulk.fill_up([seller], 100)
    session.rollback()
    assert session.query(Product).count() == 1 + 40
    assert bulk.fill_up([seller], 100) == 60
    assert bulk.fill_up([seller], 100) == 0
    assert session.query(Product).count() == 1 + 100
