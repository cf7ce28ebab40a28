"""Addresses: with and without a script, one's own only, and back from the bin."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from marketplace.domains.accounts.addresses import divisions
from marketplace.domains.accounts.addresses.save import MOST, Place, save
from marketplace.domains.accounts.models import Address
from marketplace.foundation import clock
from marketplace.foundation.db import session
from marketplace.foundation.refusals import Refused
from tests import cast

if TYPE_CHECKING:
    from flask import Flask

    from tests.client import Client

NEW = "/account/addresses/new"
PLACE = {"recipient": "李娜", "phone": "138 0013 8000", "street": "衡山路 1 号 2 楼", "postcode": "200030"}


def rows(person_id: int) -> list[Address]:
    session.rollback()
    return list(session.scalars(select(Address).where(Address.person_id == person_id).order_by(Address.id)))


def test_province_city_and_district_are_chosen_step_by_step_without_a_script(client: Client) -> None:
    who = cast.person()
    client.as_(who)
    typed = PLACE | {"country": "CN", "way": "choose"}
    page = client.post(NEW, typed | {"province": "44"})
    assert page.status == 200
    assert {option.get("value") for option in page.one("select", id="city").iter("option")} >= {
        "4401",
        "4403",
    }
    assert page.one("input", id="street").get("value") == PLACE["street"]
    page = client.post(NEW, typed | {"province": "44", "city": "4403"})
    assert "440305" in {option.get("value") for option in page.one("select", id="district").iter("option")}
    page = client.post(NEW, typed | {"province": "44", "city": "4403", "district": "440305", "way": "save"})
    assert page.url == "/account/addresses"
    (row,) = rows(who.id)
    assert (row.province, row.city, row.district, row.phone) == (
        "广东省",
        "深圳市",
        "南山区",
        "+8613800138000",
    )
    assert row.is_default
    page = client.get(f"/account/addresses/{row.id}")
    assert page.one("option", value="440305").get("selected") is not None


def test_a_script_asks_for_what_lies_within(client: Client) -> None:
    client.as_(cast.person())
    found = client.get("/account/divisions?parent=4403").json
    assert {"value": "440305", "label": "Nanshan 南山区"} in found
    assert client.get("/account/divisions?parent=4403&lang=zh").json[0]["label"] == "罗湖区"
    assert client.get("/account/divisions?parent=99").json == []
    assert client.get("/account/divisions?parent=" + "4" * 5000).json == []


def test_htmx_gets_the_fields_of_another_country(client: Client) -> None:
    client.as_(cast.person())
    page = client.post(NEW, PLACE | {"country": "DE", "way": "choose"}, htmx="address-fields")
    page.one("input", id="town")
    assert page.all("select", id="province") == []
    assert page.all("html") == []


def test_elsewhere_is_free_form(client: Client) -> None:
    who = cast.person()
    client.as_(who)
    abroad = PLACE | {
        "country": "DE",
        "phone": "+49 1512 3456789",
        "town": "Berlin",
        "region": "",
        "street": "Weg 1",
    }
    assert client.post(NEW, abroad).url == "/account/addresses"
    (row,) = rows(who.id)
    assert (row.country, row.city, row.province, row.phone) == ("DE", "Berlin", "", "+4915123456789")
    page = client.post(NEW, abroad | {"town": ""})
    assert page.status == 422
    page.one("p", id="town-error")


@pytest.mark.parametrize(
    "wrong",
    [
        {"province": "44", "city": "3101"},
        {"district": "440399"},
        {"province": ""},
        {"phone": "12"},
        {"street": ""},
    ],
)
def test_what_cannot_be_delivered_to_is_refused_and_kept(client: Client, wrong: dict[str, str]) -> None:
    who = cast.person()
    client.as_(who)
    right = PLACE | {"country": "CN", "province": "44", "city": "4403", "district": "440305"}
    page = client.post(NEW, right | wrong)
    assert page.status == 422
    assert page.one("input", id="recipient").get("value") == "李娜"
    assert rows(who.id) == []


def test_removing_passes_the_default_on_and_can_be_undone(client: Client) -> None:
    who = cast.person()
    first, second = cast.address(who), cast.address(who, is_default=False)
    client.as_(who)
    page = client.post(f"/account/addresses/{first.id}/removal")
    page.says("The address is removed.")
    assert [(row.deleted_at is None, row.is_default) for row in rows(who.id)] == [
        (False, False),
        (True, True),
    ]
    page.press("Undo")
    assert [(row.deleted_at is None, row.is_default) for row in rows(who.id)] == [(True, False), (True, True)]
    client.post(f"/account/addresses/{first.id}/default")
    assert [row.is_default for row in rows(who.id)] == [True, False]
    assert second.id


@pytest.mark.parametrize("what", ["", "/default", "/removal", "/restoration"])
def test_another_persons_address_is_not_there(client: Client, what: str) -> None:
    theirs = cast.address(cast.person("Owner"))
    client.as_(cast.person("Stranger"))
    answers = [client.post(f"/account/addresses/{key}{what}", PLACE).words for key in (theirs.id, 10**9)]
    assert answers[0] == answers[1]
    assert client.post(f"/account/addresses/{theirs.id}{what}", PLACE).status == 404


def test_adding_from_elsewhere_leads_back_there(client: Client) -> None:
    client.as_(cast.person())
    page = client.get(f"{NEW}?next=/account/inbox")
    right = PLACE | {"country": "CN", "province": "44", "city": "4403", "district": "440305"}
    assert client.post(page.url, right | {"next": "/account/inbox"}).url == "/account/inbox"


def test_one_person_keeps_thirty(house: Flask) -> None:
    who = cast.person()
    place = Place(recipient="x", phone="+8613800138000", country="CN", street="x", division="310104")
    for _ in range(MOST):
        save(person_id=who.id, place=place, at=clock.now())
    with pytest.raises(Refused):
        save(person_id=who.id, place=place, at=clock.now())
    session.rollback()


def test_every_division_leads_somewhere() -> None:
    provinces = divisions.within()
    assert len(provinces) == 31
    districts = 0
    for province in provinces:
        for city in divisions.within(province.code):
            found = divisions.within(city.code)
            assert found, city
            districts += len(found)
            for district in found:
                steps = divisions.path(district.code)
                assert steps is not None
                assert [step.code for step in steps] == [province.code, city.code, district.code]
                assert divisions.code_of(province.name, city.name, district.name) == district.code
    assert districts > 2900
    assert divisions.path("4403") is None
    assert divisions.path("440300") is None
    assert divisions.path("") is None
