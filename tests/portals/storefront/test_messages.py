"""Chat: two people about one thing, contacts hidden before a deal, twenty a minute, and nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from marketplace.domains.listings.models import Seller
from marketplace.domains.messaging.models import Message
from marketplace.domains.messaging.open import note_deal
from marketplace.domains.messaging.queries import count_new
from marketplace.domains.messaging.write import MOST_A_MINUTE
from marketplace.domains.photos.models import Photo
from marketplace.foundation import clock, outbox
from marketplace.foundation.db import session
from marketplace.foundation.refusals import Refused
from marketplace.journeys.chatting.jobs import time_answers
from marketplace.journeys.photos.make import make_photo
from marketplace.journeys.reactions import react
from tests import cast
from tests.client import Client
from tests.factories import used
from tests.factories.pictures import jpeg
from tests.factories.talking import say, talk


def test_a_buyer_asks_and_the_seller_answers(client: Client) -> None:
    ming, mei = cast.person(), used.seller()
    what = used.listing(of=mei)
    client.as_(ming)
    page = client.post(f"/second-hand/{what.number}/messages").is_(200).says("Mei", what.title)
    page = (
        page.form(button="Send message")
        .fill(words="Is it quiet?")
        .submit("Send message")
        .is_(200)
        .says("Is it quiet?")
    )
    session.rollback()
    assert count_new(mei.id) == 1
    react(list(session.scalars(select(outbox.OutboxFact.id))))
    client.as_(mei)
    client.get("/account/inbox").says("Ming wrote to you")
    listed = client.get("/messages").says("Ming", "Is it quiet?", "new")
    answered = (
        listed.click("Ming").form(button="Send message").fill(words="Very.").submit("Send message").is_(200)
    )
    answered.says("Very.", "Is it quiet?")
    client.get("/messages").hides("new")
    client.as_(ming)
    client.get(page.url, htmx=True).says("Very.").hides("Coolspot")


def test_contacts_are_hidden_until_there_is_a_deal(client: Client) -> None:
    ming, mei = cast.person(), used.seller()
    what = used.listing(of=mei)
    found = talk(ming, what, "Call me: 138 0013 8000, or 加微信 ming_2020")
    client.as_(mei)
    client.get(f"/messages/{found.number}").hides("8000", "ming_2020").says("Call me:", "•••", "hidden until")
    client.get("/messages").hides("8000")
    note_deal(subject=f"listing:{what.id}", buyer_id=ming.id, at=clock.now())
    session.commit()
    client.get(f"/messages/{found.number}").says("138 0013 8000").hides("hidden until")


def test_the_same_form_sent_twice_says_it_once(client: Client) -> None:
    ming = cast.person()
    found = talk(ming)
    client.as_(ming)
    for _ in range(2):
        client.post(f"/messages/{found.number}", {"words": "Hello", "replay_key": "k" * 24}).is_(200)
    session.rollback()
    assert session.scalars(select(Message.words).order_by(Message.id)).all() == [
        "Is it still there?",
        "Hello",
    ]


def test_nothing_said_and_too_much_said_are_refused_and_kept(client: Client) -> None:
    ming = cast.person()
    found = talk(ming)
    client.as_(ming)
    client.post(f"/messages/{found.number}", {"words": "  ", "replay_key": "k" * 24}).is_(422).says(
        "Write something"
    )
    page = client.post(f"/messages/{found.number}", {"words": "x" * 2001, "replay_key": "k" * 24}).is_(422)
    assert "x" * 2000 in page.text


def test_twenty_a_minute(client: Client) -> None:
    ming = cast.person()
    found = talk(ming)
    for number in range(MOST_A_MINUTE() - 1):
        say(found, ming.id, f"{number}")
    with pytest.raises(Refused, match="a lot at once"):
        say(found, ming.id, "and again")
    session.rollback()
    with clock.travel(timedelta(minutes=2)):
        say(found, ming.id, "later")


def test_whoever_is_blocked_is_not_heard(client: Client) -> None:
    ming, mei = cast.person(), used.seller()
    found = talk(ming, used.listing(of=mei))
    client.as_(mei)
    client.get(f"/messages/{found.number}").press("Block Ming").says("Blocked.", "Hear from Ming again")
    client.get("/messages").says("You hear no more from")
    client.as_(ming)
    client.post(f"/messages/{found.number}", {"words": "Why?", "replay_key": "w" * 24}).is_(422).says(
        "You two cannot"
    )
    client.as_(mei)
    client.get(f"/messages/{found.number}").press("Hear from Ming again").says("You can write")
    client.as_(ming)
    client.post(f"/messages/{found.number}", {"words": "Thanks", "replay_key": "t" * 24}).is_(200)


def test_nobody_writes_to_themselves_or_about_drafts(client: Client) -> None:
    mei = used.seller()
    client.as_(mei)
    client.post(f"/second-hand/{used.listing(of=mei).number}/messages").is_(422)
    client.post(f"/second-hand/{used.draft(of=used.seller('Lan')).number}/messages").is_(404)


def test_a_long_talk_is_read_in_parts_with_few_questions(client: Client) -> None:
    ming = cast.person()
    found = talk(ming)
    session.execute(
        text(
            "INSERT INTO message (conversation_id, author_id, words, hides, key, created_at) "
            "SELECT :talk, :ming, 'line ' || n, false, 'bulk-' || n, now() FROM generate_series(1, 120) n"
        ),
        {"talk": found.id, "ming": ming.id},
    )
    session.commit()
    client.as_(ming)
    with client.sql(10):
        page = client.get(f"/messages/{found.number}").says("line 120").hides("line 70 ")
    page.click("Older messages").says("line 70").hides("line 120").says("Newest messages")
    with client.sql(5):
        client.get("/messages")


def test_how_fast_a_seller_answers_is_their_median(client: Client) -> None:
    mei = used.seller()
    for minutes in (10, 20, 90):
        found = talk(cast.person(), used.listing(of=mei))
        with clock.travel(timedelta(minutes=minutes)):
            say(found, mei.id, "Yes")
    time_answers()
    seller = session.get(Seller, mei.id, populate_existing=True)
    assert seller is not None
    assert seller.answers_in_minutes in (20, 21)


def test_photos_are_seen_by_the_two_and_nobody_else(client: Client) -> None:
    ming, mei = cast.person(), used.seller()
    found = talk(ming, used.listing(of=mei))
    client.as_(ming)
    client.post(f"/messages/{found.number}/photos", {"photos": (b"<svg/>", "x.svg")}).is_(422).says(
        "not a photo"
    )
    page = client.post(f"/messages/{found.number}/photos", {"photos": (jpeg(), "fridge.jpg")}).is_(200)
    page.says("being prepared")
    session.rollback()
    photo = session.scalars(select(Photo)).one()
    make_photo(photo_id=photo.id, at=clock.now())
    session.rollback()
    assert photo.holder.startswith("message:")
    address = f"/media/{photo.token}/320.jpg"
    for who in (ming, mei):
        client.as_(who)
        client.get(f"/messages/{found.number}").hides("being prepared")
        assert client.get(address).status == 200
    client.as_(cast.person("Eve"))
    client.get(address).is_(404)
    client.as_(None)
    client.get(address).is_(404)
