"""A buyer follows an order to its end, in pages."""

from datetime import timedelta

import pytest
from flask import Flask

from marketplace.domains.orders.models import Order
from marketplace.domains.shipments.models import TrackingEvent
from marketplace.domains.shipments.queries import find_shipment
from marketplace.foundation import clock
from marketplace.foundation.db import door, session
from marketplace.journeys import jobs
from marketplace.journeys.release_hold import release_hold
from tests import cast
from tests.client import Client
from tests.factories import paying
from tests.factories.shopping import Buyer, wish


@pytest.fixture
def buyer(house: Flask) -> Buyer:
    return Buyer()


def test_an_empty_list_says_what_would_be_here(client: Client, buyer: Buyer) -> None:
    client.as_(buyer.person).get("/orders").is_(200).says("What you order stands here")


def test_the_list_by_shelf_and_words(client: Client, buyer: Buyer) -> None:
    fridge = paying.paid_order(cast.shelf(what=cast.product("BCD-777")), by=buyer)
    washer = paying.shipped_order(cast.shelf(what=cast.product("XQG-888")), by=buyer)
    paying.paid_order()  # somebody else's
    client.as_(buyer.person)
    with client.sql(5):
        page = client.get("/orders").is_(200)
    page.says(fridge.number, washer.number, "Northwind")
    client.get("/orders?shelf=to_confirm").says(washer.number).hides(fridge.number)
    client.get("/orders?q=bcd-777").says(fridge.number).hides(washer.number)
    client.get(f"/orders?q={washer.number.lower()}").says(washer.number).hides(fridge.number)
    client.get("/orders?q=zzzz&shelf=nonsense").is_(200).says("No order fits that")


def test_where_the_money_is_at_every_step(client: Client, buyer: Buyer) -> None:
    shelf = cast.shelf(price=289_900)
    checkout = buyer.places(wish(shelf))
    number = session.query(Order).one().number
    client.as_(buyer.person)
    client.get(f"/orders/{number}").says("Nothing is charged yet", "Pay now")
    paying.pays(checkout)
    with client.sql(8):
        page = client.get(f"/orders/{number}")
    page.says("We hold ¥2,899.00", "or the money goes back", "Cancel this order").hides("Confirm receipt")


def test_confirming_releases_less_commission_and_lets_review(client: Client, buyer: Buyer) -> None:
    order = paying.delivered_order(by=buyer)
    client.as_(buyer.person)
    page = client.get(f"/orders/{order.number}").says("If all is well you need do nothing", "Serial number")
    page = page.click("Confirm receipt").says("Is everything there and right?")
    page.press("Yes, release the money").is_(200).says("Receipt is confirmed")
    assert paying.states([order]) == ["received"]
    with door():
        assert release_hold(order_id=order.id, at=clock.now())
    page = client.get(f"/orders/{order.number}").says("Released to the supplier on")
    form = page.click("Write a review")
    form.form(button="Publish").fill(words="quiet").submit("Publish").is_(422).says(
        "Choose one to five stars", "quiet"
    )
    form.form(button="Publish").fill(stars="4", words="Quiet & cold <b>").submit("Publish").is_(200).says(
        "Thank you. Your review"
    )
    client.get(form.url).is_(409)
    assert paying.books()["commission"] > 0


def test_cancelling_before_it_left_refunds_in_full(client: Client, buyer: Buyer) -> None:
    order = paying.accepted_order(by=buyer)
    client.as_(buyer.person)
    page = client.get(f"/orders/{order.number}").click("Cancel this order")
    page.press("Cancel the order").is_(200).says("goes back the way it was paid")
    assert paying.states([order]) == ["cancelled"]
    assert paying.books()["refunding"] == order.total
    page.press("Cancel the order").is_(200)  # a double click changes nothing
    assert paying.books()["refunding"] == order.total


def test_what_left_cannot_be_cancelled(client: Client, buyer: Buyer) -> None:
    order = paying.shipped_order(by=buyer)
    client.as_(buyer.person)
    client.get(f"/orders/{order.number}/cancellation").is_(409).says("already been shipped")
    client.post(f"/orders/{order.number}/cancellation").is_(409)
    assert paying.states([order]) == ["shipped"]


def test_the_live_part_stops_when_done(client: Client, buyer: Buyer) -> None:
    order = paying.shipped_order(by=buyer)
    client.as_(buyer.person)
    client.get(f"/orders/{order.number}/progress", htmx=True).is_(200).says("On its way", "SF Express")
    other = paying.paid_order(by=buyer)
    client.post(f"/orders/{other.number}/cancellation")
    client.get(f"/orders/{other.number}/progress", htmx=True).is_(286)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_order_form_shows_both_flows(client: Client, buyer: Buyer, language: str) -> None:
    order = paying.shipped_order(by=buyer)
    page = client.as_(buyer.person).get(f"/orders/{order.number}/form?lang={language}").is_(200)
    page.says(order.number, "SN0", "Flow of money" if language == "en" else "资金流")


def test_reviews_wait_for_receipt(client: Client, buyer: Buyer) -> None:
    order = paying.shipped_order(by=buyer)
    client.as_(buyer.person)
    url = f"/orders/{order.number}/lines/{paying.line_of(order)}/review"
    client.get(url).is_(409).says("once you have received it")
    client.post(url, {"stars": "5"}).is_(409)


def test_a_delivery_its_carrier_saw_is_told_once(client: Client, buyer: Buyer) -> None:
    order = paying.delivered_order(cast.shelf(), by=buyer)
    client.as_(buyer.person)
    page = client.get(f"/orders/{order.number}").says("Delivered")
    before = page.words.count("Delivered")
    with door():
        shipment = find_shipment(order.id)
        assert shipment is not None
        seen = {"en": "Delivered", "zh": "已签收"}
        door_step = {"en": "Your address", "zh": "收货地址"}
        session.add(
            TrackingEvent(
                shipment_id=shipment.id,
                carrier_event="e1",
                code="delivered",
                words=seen,
                place=door_step,
                at=clock.now(),
            )
        )
    page = client.get(f"/orders/{order.number}").says("Your address")
    assert page.words.count("Delivered") == before


def test_silence_is_not_called_a_confirmation(client: Client, buyer: Buyer) -> None:
    order = paying.delivered_order(cast.shelf(), by=buyer)
    with clock.travel(timedelta(hours=73)):
        jobs.receive_orders()
        page = client.as_(buyer.person).get(f"/orders/{order.number}").says("Counted as received")
        page.hides("Receipt confirmed")
