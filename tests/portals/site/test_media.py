"""Pictures are for everybody, or for their owner, moderators and whom the holder's room lets in."""

from __future__ import annotations

import pytest
from flask import Flask

from marketplace.domains.accounts.models import Person
from marketplace.domains.photos.make import keys_of
from marketplace.domains.photos.remove import remove
from marketplace.foundation import actors, clock
from marketplace.foundation.db import door
from marketplace.gateways import storage
from marketplace.web import media
from tests import cast
from tests.client import Client
from tests.factories.photos import photo


def test_a_published_picture_is_kept_for_ever_by_whoever_saw_it(client: Client) -> None:
    shown = photo(cast.person("Mei"), files=True, published=True)
    for kind, mime in (("avif", "image/avif"), ("webp", "image/webp"), ("jpg", "image/jpeg")):
        with client.sql(2):  # the photo, and the transaction it is read in
            page = client.get(f"/media/{shown.token}/320.{kind}").is_(200)
        assert page.headers["Content-Type"] == mime
        assert page.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert page.headers["X-Content-Type-Options"] == "nosniff"
        assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert page.headers["Content-Disposition"] == f'inline; filename="coolspot-320.{kind}"'
        assert "Set-Cookie" not in page.headers
        again = client.get(f"/media/{shown.token}/320.{kind}", If_None_Match=page.headers["ETag"])
        assert again.is_(304).headers["Cache-Control"].endswith("immutable")


def test_a_picture_that_is_not_published_is_not_there(client: Client) -> None:
    mei = cast.person("Mei")
    hidden = photo(mei, files=True)
    address = f"/media/{hidden.token}/320.jpg"
    nothing = client.get("/media/no-such-token/320.jpg").is_(404)
    assert client.get(address).is_(404).text.replace(hidden.token, "no-such-token") == nothing.text
    client.as_(cast.person("An")).get(address).is_(404)
    client.as_(cast.admin("Clerk", permissions=("verify",))).get(address).is_(404)
    own = client.as_(mei).get(address).is_(200)
    assert own.headers["Cache-Control"] == "no-store"
    tag = own.headers["ETag"]
    client.as_(cast.admin("Ada", permissions=("moderate",))).get(address).is_(200)
    client.as_(None).get(address, If_None_Match=tag).is_(404)


def test_the_room_of_the_holder_lets_its_people_in(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    mei, an = cast.person("Mei"), cast.person("An")
    hidden = photo(mei, "letter:7", files=True)
    address = f"/media/{hidden.token}/320.jpg"

    def reader(number: int, person: Person) -> bool:
        return (number, person.id) == (7, an.id)

    monkeypatch.setitem(media._rooms, "letter", reader)
    client.as_(an).get(address).is_(200)
    client.as_(cast.person("Bo")).get(address).is_(404)
    for holder in ("letter:", "letter:x", "letter:٧", "letter", "other:7"):
        client.as_(an).get(f"/media/{photo(mei, holder, files=True).token}/320.jpg").is_(404)


def test_colleagues_see_what_one_of_them_sent(client: Client) -> None:
    shelf = cast.shelf()
    sender = cast.worker_of(shelf.supplier, "Wei")
    hidden = photo(sender, f"offer:{shelf.offer.id}", files=True)
    address = f"/media/{hidden.token}/160.webp"
    client.as_(cast.worker_of(shelf.supplier, "Li", role="clerk")).get(address).is_(200)
    client.as_(cast.worker_of(cast.supplier("Rival"), "Ren")).get(address).is_(404)


@pytest.mark.parametrize(
    "tail",
    [
        "321.jpg",
        "0.jpg",
        "1280.svg",
        "320.html",
        "320.jpg.exe",
        "../320.jpg",
        "..%2f320.jpg",
        "-1.jpg",
        "320.",
    ],
)
def test_only_what_was_made_can_be_asked_for(client: Client, tail: str) -> None:
    shown = photo(cast.person("Mei"), files=True, published=True)
    client.get(f"/media/{shown.token}/{tail}").is_(404)


@pytest.mark.parametrize("token", ["..", "%2e%2e", "..%2f..%2fsecret_key", "x" * 5000, "'--", "originals"])
def test_no_token_leads_elsewhere(client: Client, token: str) -> None:
    assert client.get(f"/media/{token}/320.jpg").status in (400, 404)


def test_what_waits_was_refused_or_was_taken_off_has_no_picture(client: Client, house: Flask) -> None:
    mei = cast.person("Mei")
    for state in ("received", "refused"):
        client.as_(mei).get(f"/media/{photo(mei, files=True, state=state).token}/320.jpg").is_(404)
    shown = photo(mei, files=True, published=True)
    with door():
        remove(photo=shown, actor=actors.person(mei.id, "seller"), at=clock.now())
    client.as_(mei).get(f"/media/{shown.token}/320.jpg").is_(404)


def test_a_picture_the_store_lost_is_not_there(client: Client) -> None:
    shown = photo(cast.person("Mei"), files=True, published=True)
    storage.current().delete(keys_of(shown.token))
    client.get(f"/media/{shown.token}/320.jpg").is_(404)
