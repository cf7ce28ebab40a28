"""Haggling over a listing, buying it, picking it up: both sides' pages, without a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marketplace.domains.accounts.models import Person
from marketplace.domains.listings.models import Listing
from marketplace.domains.orders.models import Checkout, Order
from marketplace.foundation.db import session
from tests import cast
from tests.factories import shelves, used
from tests.factories.dealing import agrees, proposes, used_accepted, used_completed, used_sent
from tests.factories.paying import pays
from tests.factories.shopping import Buyer

if TYPE_CHECKING:
    from tests.client import Client


def seller_of(listing: Listing) -> Person:
    return session.get_one(Person, listing.seller_id)


def last_order() -> Order:
    session.rollback()
    return session.query(Order).order_by(Order.id.desc()).first()


def test_everybody_sees_a_listing_and_guests_are_asked_in(client: Client) -> None:
    listing = used.listing(price=1000_00)
    page = client.get(f"/second-hand/{listing.number}").is_(200).says(listing.title).says("¥1,000.00")
    page.says("Sign in to make an offer")
    client.get(f"/second-hand/{used.draft(cast.person()).number}").is_(404)


def test_what_is_for_parts_tells_no_energy_use(client: Client) -> None:
    shelves.plant()
    shelves.found(title="Works", grade="good", energy_kwh_year=180)
    shelves.found(title="Broken", grade="parts", energy_kwh_year=230)
    client.get("/second-hand").says("Works").says("180 kWh a year").says("Broken").hides("230 kWh")


def test_a_price_is_agreed_and_bought_at(client: Client) -> None:
    listing, buyer = used.listing(price=1000_00), Buyer()
    client.as_(buyer.person)
    page = client.get(f"/second-hand/{listing.number}")
    page.form(button="Send the offer").fill(amount="100").submit("Send the offer").is_(422).says("500.00")
    page = page.form(button="Send the offer").fill(amount="750").submit("Send the offer").is_(200)
    page.says("You: ¥750.00").says("waits for an answer")
    seller = client.another(seller_of(listing))
    offers = seller.get("/sell/proposals").says("Buyer: ¥750.00")
    counter = offers.click("Another price")
    counter.form(button="Send the price").fill(amount="900").submit("Send the price").is_(200).says(
        "You: ¥900.00"
    )
    page = client.get(f"/second-hand/{listing.number}").says("Seller: ¥900.00")
    page = page.press("Accept this price").is_(200).says("Buy second-hand").says("¥900.00")
    page = client.get(page.url + "?way=pickup").says("Total")
    client.get("/account/proposals").says("accepted")
    page.form(button="Order and pay").submit("Order and pay")
    order = last_order()
    assert (order.total, order.handover) == (900_00, "pickup")


def test_a_kept_listing_is_nobody_elses(client: Client) -> None:
    listing = used.listing(price=1000_00)
    agrees(listing, 800_00, Buyer())
    client.as_(cast.person())
    client.get(f"/second-hand/{listing.number}").says("Somebody else is just buying this")
    client.get(f"/second-hand/{listing.number}/purchase").is_(409)


def test_a_total_that_changed_is_shown_before_anything_is_ordered(client: Client) -> None:
    listing, buyer = used.listing(price=1000_00), Buyer()
    client.as_(buyer.person)
    page = client.get(f"/second-hand/{listing.number}/purchase?way=delivery").says("¥1,169.00")
    session.get_one(Listing, listing.id).price = 1100_00
    session.commit()
    page.form(button="Order and pay").submit("Order and pay").is_(409).says("The price changed").says(
        "¥1,269.00"
    )
    assert session.query(Order).count() == 0


def test_a_listing_that_reads_otherwise_is_read_again_before_it_is_bought(client: Client) -> None:
    listing, buyer = used.listing(price=1000_00), Buyer()
    client.as_(buyer.person)
    page = client.get(f"/second-hand/{listing.number}/purchase?way=pickup")
    row = session.get_one(Listing, listing.id)
    row.grade, row.revision = "parts", row.revision + 1
    session.commit()
    again = page.form(button="Order and pay").submit("Order and pay").is_(409).says("has changed this since")
    assert session.query(Order).count() == 0
    again.form(button="Order and pay").submit("Order and pay")
    assert last_order().total == 1000_00


def test_picking_up_is_proven_by_the_code_on_the_buyers_page(client: Client) -> None:
    listing, buyer = used.listing(price=1000_00), Buyer()
    client.as_(buyer.person)
    page = client.get(f"/second-hand/{listing.number}/purchase?way=pickup")
    page.form(button="Order and pay").submit("Order and pay")
    order = last_order()
    pays(session.get_one(Checkout, order.checkout_id))
    client.get(f"/orders/{order.number}").says("The seller accepts by").hides("Your pick-up code")
    seller = client.another(seller_of(listing))
    seller.get("/sell/orders").says(order.number)
    seller.get(f"/sell/orders/{order.number}").press("Accept").says("Agree in the chat when the buyer comes")
    page = client.get(f"/orders/{order.number}").says("Your pick-up code")
    digits = "".join(page.one("p", class_="pickup-code").itertext()).replace(" ", "")
    form = seller.get(f"/sell/orders/{order.number}/handover").form(button="Handed over")
    wrong = f"{(int(digits) + 1) % 1_000_000:06}"
    form.fill(code=wrong).submit("Handed over").is_(422).says("not the code")
    scanned = seller.get(f"/sell/orders/{order.number}/handover?code={digits}")
    scanned.form(button="Handed over").submit("Handed over").is_(200)
    client.get(f"/orders/{order.number}").says("Delivered").says("Confirm receipt")


def test_the_seller_hands_a_bulky_one_to_the_movers(client: Client) -> None:
    order = used_accepted(used.listing(price=1000_00), way="delivery")
    client.as_(session.get_one(Person, order.seller_id))
    page = client.get(f"/sell/orders/{order.number}").says("Coolspot's movers call you and fetch it")
    page.press("The movers have it").is_(200).says("movers")
    assert last_order().state == "shipped"


def test_a_parcel_wants_a_tracking_number(client: Client) -> None:
    listing = used.listing(price=1000_00, ways=["shipping"], size_class="small", shipping=30_00)
    order = used_accepted(listing, way="shipping")
    client.as_(session.get_one(Person, order.seller_id))
    page = client.get(f"/sell/orders/{order.number}/shipment")
    form = page.form(button="It is on its way").fill(carrier="sf", tracking_number="?")
    form.submit("It is on its way").is_(422).says("6 to 40")
    form = page.form(button="It is on its way").fill(carrier="sf", tracking_number="SF0000000007")
    form.submit("It is on its way").is_(200).says("SF0000000007")


def test_the_balance_says_what_is_whose(client: Client) -> None:
    order = used_completed(used.listing(price=1000_00))
    client.as_(session.get_one(Person, order.seller_id))
    page = client.get("/sell/balance").says("¥950.00").says(order.number)
    page.form(button="Ask for a payout").fill(amount="950").submit("Ask for a payout").is_(422).says(
        "Connect your account"
    )


def test_an_offer_can_be_taken_back(client: Client) -> None:
    listing, buyer = used.listing(price=1000_00), Buyer()
    proposes(listing, 700_00, buyer)
    client.as_(buyer.person)
    client.get(f"/second-hand/{listing.number}").press("Take it back").is_(200).says("taken back")


def test_the_buyer_signs_the_installation_off(client: Client) -> None:
    order = used_sent(used.listing(price=1000_00, extras=["installation"]), extras=["installation"])
    client.as_(session.get_one(Person, order.buyer_id))
    client.get(f"/orders/{order.number}").says("Install it").hides("Is it installed?")


def test_a_seller_calls_it_off(client: Client) -> None:
    order = used_accepted(used.listing(price=1000_00))
    client.as_(session.get_one(Person, order.seller_id))
    client.get(f"/sell/orders/{order.number}").click("Cancel this order").press("Cancel the order").is_(200)
    assert last_order().state == "cancelled"
