"""What comes in and what comes out of the process that makes pictures."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from marketplace.domains.photos.making import SIZES, Made, make
from marketplace.domains.photos.making.looks import bands
from tests.factories import pictures
from tests.factories.pictures import HEIC, ON_ITS_SIDE, jpeg, scene, written

SECRETS = (b"Exif", b"CoolspotPhone", b"Secret Street", b"ICC_PROFILE", b"GPS", b"http", b"XMP", b"<script")


def shown(made: Made, size: int = 320, kind: str = "jpg") -> Image.Image:
    return Image.open(io.BytesIO(made.pictures[size, kind]))


def distance(one: Made, other: Made) -> int:
    return ((one.looks ^ other.looks) % 2**64).bit_count()


def test_each_size_and_kind_is_made_and_nothing_else_survives() -> None:
    made = make(jpeg(4000, 3000, place=True))
    assert (made.width, made.height) == (4000, 3000)
    assert made.sizes == {"160": [160, 120], "320": [320, 240], "640": [640, 480], "1280": [1280, 960]}
    assert set(made.pictures) == {(size, kind) for size in SIZES for kind in ("avif", "webp", "jpg")}
    for (size, kind), picture in made.pictures.items():
        opened = Image.open(io.BytesIO(picture))
        assert opened.format == {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG"}[kind]
        assert max(opened.size) == size
        assert not opened.getexif()
        assert [secret for secret in SECRETS if secret in picture] == []
    assert len(made.pictures[320, "avif"]) < len(made.pictures[320, "jpg"]) < 12_000


@pytest.mark.parametrize("orientation", [3, ON_ITS_SIDE, 8])
def test_a_phone_held_on_its_side_is_turned_upright(orientation: int) -> None:
    made = make(jpeg(800, 400, orientation=orientation))
    corner = {3: (315, 155), 6: (155, 4), 8: (4, 315)}[orientation]  # where the red corner is after turning
    assert (made.width, made.height) == ((800, 400) if orientation == 3 else (400, 800))
    pixel = shown(made).convert("RGB").getpixel(corner)
    assert isinstance(pixel, tuple)
    assert pixel[0] > 180
    assert pixel[1] < 80


def test_heic_of_a_phone_becomes_what_every_browser_shows() -> None:
    made = make(HEIC.read_bytes())
    assert (made.width, made.height) == (4032, 3024)
    assert shown(made, 1280, "webp").size == (1280, 960)
    assert all(secret not in picture for picture in made.pictures.values() for secret in SECRETS)


@pytest.mark.parametrize("mode", ["CMYK", "L", "P", "RGBA", "LA", "1", "I;16"])
def test_every_way_of_writing_colours_is_read(mode: str) -> None:
    if mode == "I;16":
        data = written(
            scene().convert("L").convert("I").point(lambda level: level * 257).convert("I;16"), "PNG"
        )
    else:
        data = written(scene().convert(mode), "JPEG" if mode == "CMYK" else "PNG")
    picture = shown(make(data), 320)
    assert picture.mode == "RGB"
    fridge, wall = (picture.convert("L").getpixel(at) for at in ((100, 150), (20, 60)))
    assert isinstance(fridge, int)
    assert isinstance(wall, int)
    assert fridge > 200
    assert fridge - wall > 40


def test_what_is_transparent_becomes_white() -> None:
    clear = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    assert shown(make(written(clear, "PNG"))).convert("L").getextrema()[0] > 250


@pytest.mark.parametrize("kind", ["WEBP", "AVIF"])
def test_the_kinds_browsers_make_are_read(kind: str) -> None:
    assert make(written(scene(), kind)).sizes["640"] == [640, 480]


def test_a_small_photo_is_not_blown_up() -> None:
    made = make(jpeg(500, 400))
    assert made.sizes == {"160": [160, 128], "320": [320, 256], "640": [500, 400]}


def test_near_photos_look_near_and_others_do_not() -> None:
    one, other = make(jpeg(1600, 1200, place=True)), make(jpeg(1600, 1200, shade=5, orientation=3))
    smaller = make(written(scene(500, 375), "WEBP", quality=40))
    assert distance(one, smaller) <= 4
    assert distance(one, other) > 12
    assert set(bands(one.looks)) & set(bands(smaller.looks))


def test_a_plain_wall_is_near_to_nothing() -> None:
    wall = make(written(Image.new("RGB", (400, 300), (200, 200, 200)), "PNG"))
    assert bands(wall.looks) == []
    assert pictures.PLACE[1] == "N"
