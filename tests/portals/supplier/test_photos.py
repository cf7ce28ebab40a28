"""A supplier shows what it sells: photos go in, are made, stand on the product's page, are ordered and taken off."""

from __future__ import annotations

import gc

import pytest

from marketplace.domains.catalog.models import Product
from marketplace.domains.photos.models import Photo
from marketplace.domains.photos.queries import hanging
from marketplace.domains.photos.receive import MOST_OF_ONE_THING
from marketplace.foundation import clock, jobs, outbox
from marketplace.foundation.db import door, session
from marketplace.journeys.photos.make import make_photo
from marketplace.journeys.reactions import react
from marketplace.web import uploads
from tests import cast
from tests.cast import Shelf
from tests.client import Client
from tests.factories.photos import photo
from tests.factories.pictures import jpeg, png_header

SMALL = jpeg(240, 200)


@pytest.fixture
def shelf(client: Client) -> Shelf:
    shelf = cast.shelf()
    client.as_(cast.worker_of(shelf.supplier, "Wei"))
    return shelf


def send(client: Client, shelf: Shelf, *files: tuple[bytes, str]) -> None:
    page = client.get(f"/supplier/offers/{shelf.offer.id}/photos")
    page.form(button="Send photos").fill(photos=list(files)).submit().is_(200)


def hung(shelf: Shelf) -> list[Photo]:
    session.rollback()
    return hanging(f"offer:{shelf.offer.id}")


def make_all(shelf: Shelf) -> None:
    for waiting in hung(shelf):
        make_photo(photo_id=waiting.id, at=clock.now())
    handed: list[int] = []
    with door():
        outbox.relay(lambda _, ids: handed.extend(ids))
    react(handed)
    jobs.connection().flushall()


def test_photos_go_in_and_buyers_see_them(client: Client, shelf: Shelf) -> None:
    client.get(f"/supplier/offers/{shelf.offer.id}").click("Photos").says("0 of 12")
    send(client, shelf, (SMALL, "front.jpg"), (jpeg(240, 200, shade=60), "inside.jpg"))
    client.get(f"/supplier/offers/{shelf.offer.id}/photos").says("2 of 12", "Being prepared")
    make_all(shelf)
    first, second = hung(shelf)
    page = client.get(f"/supplier/offers/{shelf.offer.id}/photos").hides("Being prepared")
    assert f"/media/{first.token}/320.jpg" in page.text
    assert session.get_one(Product, shelf.product.id, populate_existing=True).picture == first.token
    page = client.get(f"/products/{shelf.product.slug}")
    assert f"/media/{first.token}/320.avif 240w" in page.text
    assert f"/media/{second.token}/160.avif" in page.text
    assert f'"image": ["http://127.0.0.1:8000/media/{first.token}/320.jpg"' in page.text
    listed = client.get("/", Save_Data="off").text
    assert f"/media/{first.token}/320.avif" in listed
    thrifty = client.get("/", Save_Data="on").text
    assert f"/media/{first.token}/160.avif" in thrifty
    assert f"/media/{first.token}/320." not in thrifty


def test_order_decides_what_lists_show_and_the_last_one_off_leaves_a_drawing(
    client: Client, shelf: Shelf
) -> None:
    who = cast.worker_of(shelf.supplier, "Li")
    one, two = (photo(who, f"offer:{shelf.offer.id}", published=True, purpose="product") for _ in range(2))
    address = f"/supplier/offers/{shelf.offer.id}/photos"

    def shown() -> str | None:
        session.rollback()
        return session.get_one(Product, shelf.product.id, populate_existing=True).picture

    client.post(f"{address}/{two.token}", {"act": "up"}).is_(200)
    assert shown() == two.token
    client.post(f"{address}/{two.token}", {"act": "off"}).is_(200)
    assert shown() == one.token
    client.post(f"{address}/{two.token}", {"act": "off"}).is_(404)
    client.post(f"{address}/{one.token}", {"act": "explode"}).is_(422)
    client.post(f"{address}/{one.token}", {"act": "off"}).is_(200)
    assert shown() is None
    page = client.get(f"/products/{shelf.product.slug}")
    assert "/static/drawings/" in page.text
    assert "/media/" not in page.text


def test_one_bad_photo_spoils_no_other_and_is_told_by_name(client: Client, shelf: Shelf) -> None:
    page = client.post(
        f"/supplier/offers/{shelf.offer.id}/photos",
        {
            "photos": [
                (SMALL, "good.jpg"),
                (b"<svg/>", "../../etc/<b>evil.svg"),
                (png_header(9999, 9999), "huge.png"),
                (b"", "empty.jpg"),
            ]
        },
    ).is_(422)
    page.says(
        "bevil.svg: This is not a photo we can read.",
        "huge.png: This photo has too many pixels",
        "empty.jpg: This file is empty",
    )
    page.says("1 of 12").hides("etc/")
    assert [each.name for each in hung(shelf)] == ["good.jpg"]
    client.post(f"/supplier/offers/{shelf.offer.id}/photos", {}).is_(422).says("Choose a photo first.")


@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # Werkzeug drops refused parts unclosed
def test_a_full_offer_and_a_flood_of_files(
    client: Client, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"/supplier/offers/{shelf.offer.id}/photos"
    client.post(address, {"photos": [(b"x", f"{n}.jpg") for n in range(1000)]}).is_(413)
    gc.collect()
    monkeypatch.setenv(MOST_OF_ONE_THING.name.upper(), "2")
    page = client.post(address, {"photos": [(SMALL, f"{n}.jpg") for n in range(14)]}).is_(422)
    page.says("2.jpg: There are 2 photos already", "at most 12 photos at once", "2 of 2").hides("Send photos")
    assert len(hung(shelf)) == 2


def test_photos_of_a_rival_are_not_there(client: Client, shelf: Shelf) -> None:
    theirs = photo(cast.worker_of(shelf.supplier, "Li"), f"offer:{shelf.offer.id}", published=True)
    rival = cast.shelf(of=cast.supplier("Rival"))
    client.as_(cast.worker_of(rival.supplier, "Ren"))
    client.post(f"/supplier/offers/{shelf.offer.id}/photos", {"photos": (SMALL, "x.jpg")}).is_(404)
    client.post(f"/supplier/offers/{rival.offer.id}/photos/{theirs.token}", {"act": "off"}).is_(404)
    assert [each.token for each in hung(shelf)] == [theirs.token]


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("IMG_1.jpg", "IMG_1.jpg"), (r"C:\Users\Mei\冰箱.jpg", "冰箱.jpg"), ("../../../etc/passwd", "passwd"),
        ("a\u202egpj.exe", "agpj.exe"),
        ("<script>.png", "script.png"), ("x" * 500, "x" * 120), ("\r\nSet-Cookie: a=b", "Set-Cookie ab"), ("/", ""),
    ],
)  # fmt: skip
def test_a_name_is_letters_that_do_nothing(name: str, plain: str) -> None:
    assert uploads.plain_name(name) == plain
