"""A parcel that drives by the clock, and messages that are sent once."""

import json
from typing import Any

import pytest

from tests.sandbox.conftest import Sandbox

BEARER = {"Authorization": "Bearer carrier_sandbox"}
PARCEL = {"carrier": "sf", "from": "Foshan", "to": "Hangzhou", "weight_g": 62_000}


def test_a_parcel_gets_a_number_and_drives(sandbox: Any) -> None:
    made = sandbox.http.post("/carrier/v1/parcels", json=PARCEL, headers=BEARER)
    assert made.status_code == 201
    tracking = made.json()["tracking"]
    assert (made.json()["status"], made.json()["events"]) == ("registered", [])
    sandbox.pull(f"/carrier/{tracking}/advance")
    seen = sandbox.http.get(f"/carrier/v1/parcels/{tracking}", headers=BEARER).json()
    assert seen["events"][0]["code"] == "picked_up"
    assert seen["events"][0]["place"] == {"en": "Foshan", "zh": "Foshan"}
    assert seen["events"][0]["words"] == {"en": "Picked up by the carrier", "zh": "快递员已揽收"}
    done = sandbox.pull(f"/carrier/{tracking}/advance", to="delivered")
    codes = ["picked_up", "in_transit", "arrived_hub", "out_for_delivery", "delivered"]
    assert [event["code"] for event in done["events"]] == codes
    assert len({event["id"] for event in done["events"]}) == 5
    times = [event["at"] for event in done["events"]]
    assert times == sorted(times)


def test_a_parcel_drives_by_itself(sandbox: Any, waiting: Any) -> None:
    parcel = {**PARCEL, "tracking": "SF-SELF-1"}
    sandbox.http.post("/carrier/v1/parcels", json=parcel, headers=BEARER)
    address = "/carrier/v1/parcels/SF-SELF-1"
    waiting(lambda: sandbox.http.get(address, headers=BEARER).json()["status"] == "picked_up")


def test_a_parcel_with_an_exception_is_delivered_in_the_end(sandbox: Any) -> None:
    parcel = {**PARCEL, "tracking": "SF-LATE-1", "exception": True}
    sandbox.http.post("/carrier/v1/parcels", json=parcel, headers=BEARER)
    done = sandbox.pull("/carrier/SF-LATE-1/advance", steps=7)
    assert [event["code"] for event in done["events"]][-3:] == ["exception", "out_for_delivery", "delivered"]


def test_an_own_number_is_registered_once(sandbox: Any) -> None:
    parcel = {**PARCEL, "tracking": "SF1000000001", "reference": "shipment-1"}
    assert sandbox.http.get("/carrier/v1/parcels/SF1000000001", headers=BEARER).status_code == 404
    assert sandbox.http.post("/carrier/v1/parcels", json=parcel, headers=BEARER).status_code == 201
    assert sandbox.http.post("/carrier/v1/parcels", json=parcel, headers=BEARER).status_code == 200
    other = sandbox.http.post("/carrier/v1/parcels", json={**parcel, "to": "Beijing"}, headers=BEARER)
    assert (other.status_code, other.json()["error"]["code"]) == (409, "reference_reused")


@pytest.mark.parametrize(
    "body", [None, [], {"colour": 1}, {"tracking": "x"}, {"tracking": "../../etc"}, {"tracking": 7}]
)
def test_bad_parcels_are_400(sandbox: Any, body: Any) -> None:
    assert sandbox.http.post("/carrier/v1/parcels", json=body, headers=BEARER).status_code == 400


def test_the_carrier_wants_its_key(sandbox: Any) -> None:
    assert sandbox.http.post("/carrier/v1/parcels", json=PARCEL).status_code == 401
    assert sandbox.http.get("/carrier/v1/parcels/SF1").status_code == 401


def test_the_carrier_tells_whoever_asked_to_be_told(tmp_path: Any, shop: Any, waiting: Any) -> None:
    sandbox = Sandbox(tmp_path, "", SANDBOX_CARRIER_WEBHOOK_URL=shop.url)
    shop.letters.clear()
    sandbox.http.post("/carrier/v1/parcels", json={**PARCEL, "tracking": "SF-TOLD-1"}, headers=BEARER)
    sandbox.pull("/carrier/SF-TOLD-1/advance", to="delivered")
    body, _ = waiting(lambda: shop.letters)[-1]
    assert json.loads(body)["events"][-1]["code"] == "delivered"
    sandbox.stop()


def test_a_message_is_sent_once_per_reference(sandbox: Any) -> None:
    message = {"to": "+86 138 0000 0000", "text": "验证码 482913", "reference": "code-1"}
    first = sandbox.http.post("/sms/v1/messages", json=message)
    again = sandbox.http.post("/sms/v1/messages", json=message)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]
    assert sandbox.http.post("/sms/v1/messages", json={**message, "text": "other"}).status_code == 409
    latest = sandbox.pull("/messages", "GET")["messages"]
    assert [row["text"] for row in latest if row["reference"] == "code-1"] == ["验证码 482913"]


@pytest.mark.parametrize(
    "body", [None, {}, {"to": "x", "text": "y"}, {"to": "+8613800000000", "text": ""}, {"to": 5, "text": "y"}]
)
def test_bad_messages_are_400(sandbox: Any, body: Any) -> None:
    assert sandbox.http.post("/sms/v1/messages", json=body).status_code == 400


def test_the_other_companies_have_mishaps_too(sandbox: Any) -> None:
    sandbox.pull("/faults", kind="error_before", path="/sms/v1")
    message = {"to": "+8613800000000", "text": "hello"}
    assert sandbox.http.post("/sms/v1/messages", json=message).status_code == 500
    assert sandbox.http.post("/sms/v1/messages", json=message).status_code == 201
