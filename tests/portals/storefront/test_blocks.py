"""Blocking people from where one meets them: the chat and the seller's page; and a seller's record there."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from marketplace.domains.listings.models import Seller
from marketplace.foundation import clock
from marketplace.foundation.db import session
from marketplace.journeys.chatting.jobs import time_answers
from tests import cast
from tests.factories import used
from tests.factories.talking import say, talk

if TYPE_CHECKING:
    from marketplace.domains.accounts.models import Person
    from tests.client import Client


def page_of(mei: Person) -> str:
    return f"/sellers/{session.get_one(Seller, mei.id).handle}"


def test_a_seller_is_blocked_from_their_page_and_heard_again(client: Client) -> None:
    ming, mei = cast.person(), used.seller()
    listing = used.listing(of=mei)
    client.as_(ming)
    page = (
        client.get(page_of(mei)).says("Block Mei", "Report this seller").press("Block Mei").says("Blocked.")
    )
    page.says("Hear from Mei again").hides("Block Mei")
    client.post(f"/second-hand/{listing.number}/messages").is_(422).says("cannot write to each other")
    client.get(page_of(mei)).press("Hear from Mei again").says("You can write", "Block Mei")
    client.post(f"/second-hand/{listing.number}/messages").is_(200)


def test_whoever_was_blocked_is_heard_again_from_the_list(client: Client) -> None:
    ming, mei = cast.person(), used.seller()
    talk(ming, used.listing(of=mei))
    client.as_(mei)
    client.get("/messages").click("Ming").press("Block Ming")
    client.get("/messages").says("You hear no more from").press("Hear from Ming again").says("You can write")
    client.get("/messages").hides("You hear no more from")


def test_nobody_blocks_themselves_and_guests_are_offered_nothing(client: Client) -> None:
    mei = used.seller()
    client.get(page_of(mei)).hides("Block Mei")
    client.as_(mei)
    client.get(page_of(mei)).hides("Block Mei")
    client.post(f"{page_of(mei)}/block").is_(422)
    client.post("/sellers/nobody/block").is_(404)
    client.post(f"/blocks/{cast.person().id}/end").is_(404)


def test_the_record_is_made_of_what_happened(client: Client) -> None:
    mei = used.seller()
    client.get(page_of(mei)).says("Real name verified", "First sale here").hides("Answers within")
    for minutes in (10, 25, 90):
        found = talk(cast.person(), used.listing(of=mei))
        with clock.travel(timedelta(minutes=minutes)):
            say(found, mei.id, "Yes")
    time_answers()
    client.another(None).get(page_of(mei) + "?lang=en").says("Answers within")
