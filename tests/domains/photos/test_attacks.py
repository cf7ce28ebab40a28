"""Files nobody took with a camera: each is told why in a sentence, or becomes a harmless picture."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from marketplace.domains.photos.making import apart, look, make
from marketplace.domains.photos.making.pictures import unpacked
from marketplace.domains.photos.refusals import Unfit
from tests.factories.pictures import HEIC, bomb, jpeg, png_header, scene, written

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
NOT_PHOTOS = {
    "svg": SVG,
    "svg behind a byte-order mark": b"\xef\xbb\xbf" + SVG,
    "html": b"<!doctype html><script>alert(1)</script>",
    "pdf": b"%PDF-1.7\n" + b"x" * 500,
    "zip": b"PK\x03\x04" + b"\0" * 500,
    "php": b"<?php system($_GET[0]);",
    "elf": b"\x7fELF" + b"\0" * 500,
    "bmp": b"BM" + b"\0" * 500,
    "tiff": b"II*\0" + b"\0" * 500,
    "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n(w) run",
    "text": b"GIF of a cat",
    "spaces before a jpeg": b"  " + jpeg(),
}


def moving(kind: str) -> bytes:
    frames = [scene(200, 200, shade) for shade in (0, 40, 80)]
    return written(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)


def no(data: bytes) -> str:
    with pytest.raises(Unfit) as refused:
        make(data)
    return refused.value.code


@pytest.mark.parametrize("name", NOT_PHOTOS)
def test_what_is_no_photo_is_refused_by_its_first_bytes(name: str) -> None:
    with pytest.raises(Unfit) as refused:
        look(NOT_PHOTOS[name])
    assert refused.value.code == "kind"
    assert "JPEG" in refused.value.sentence


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP", "AVIF"])
def test_what_moves_is_refused_before_it_is_decoded(kind: str) -> None:
    with pytest.raises(Unfit) as refused:
        look(moving(kind))
    assert refused.value.code == "moving"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\xff\xd8\xff" + b"\0" * 10_000_000, "large"),
        (png_header(5001, 5000), "pixels"),
        (png_header(2**31 - 1, 2**31 - 1), "pixels"),
        (png_header(100_000, 300), "pixels"),
        (png_header(99, 4000), "small"),
        (png_header(0, 0), "broken"),
        (b"\x89PNG\r\n\x1a\n", "broken"),
        (b"\xff\xd8\xff\xe0\xff\xff", "broken"),
        (b"\xff\xd8\xff\xda" + b"\0" * 100, "broken"),
        (b"RIFF\x10\0\0\0WEBPVP8X", "broken"),
        (b"RIFF\x10\0\0\0WEBPJUNK" + b"\0" * 20, "broken"),
        (b"\0\0\0\x18ftypheic\0\0\0\0heicmif1", "broken"),
        (b"\0\0\0\x18ftypheic\0\0\0\0heicmif1" + b"\0\0\0\1meta" + b"\xff" * 8, "broken"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0isommp42" + b"\0" * 90, "moving"),
        (b"\0\0\0\x18ftypcrx \0\0\0\0crx isom" + b"\0" * 90, "kind"),
    ],
)  # fmt: skip
def test_a_header_that_claims_too_much_or_too_little(data: bytes, code: str) -> None:
    with pytest.raises(Unfit) as refused:
        look(data)
    assert refused.value.code == code


def test_every_cut_of_a_file_is_refused_or_made_and_never_worse() -> None:
    for whole in (jpeg(), written(scene(), "PNG"), written(scene(), "WEBP"), HEIC.read_bytes()):
        for cut in (3, 9, 13, 21, 40, 200, len(whole) // 3, len(whole) - 30):
            try:
                look(whole[:cut])
            except Unfit as refused:
                assert refused.code in ("kind", "broken", "small")  # noqa: PT017 -- many are taken, and decoded apart


@pytest.mark.parametrize("data", [jpeg()[:4000], written(scene(), "PNG")[:3000], HEIC.read_bytes()[:9000]])
def test_a_photo_that_ends_too_soon_is_broken(data: bytes) -> None:
    assert no(data) == "broken"


def test_a_header_that_lies_about_its_pixels_is_broken() -> None:
    assert no(png_header(4000, 4000)) == "broken"


WEIGHED = """
import resource, sys
from marketplace.domains.photos.making import make
made = make(sys.stdin.buffer.read())
print(made.sizes["1280"][0], resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
"""


def test_a_bomb_below_the_limit_is_made_in_bounds() -> None:
    data = bomb(5000, 5000)
    assert len(data) < 200_000
    # In a process of its own: of all children this one ever had, the largest would count.
    words = [sys.executable, "-c", WEIGHED]
    said = subprocess.run(words, input=data, cwd=apart.ROOT, capture_output=True, check=True).stdout.split()
    assert said[0] == b"1280"
    assert int(said[1]) <= 200, f"{said[1]!r} MB"


@pytest.mark.parametrize("tail", [SVG, b"<?php system($_GET[0]);", b"%PDF-1.7", b"\0\0\0\x18ftypmp42"])
def test_a_file_of_two_kinds_leaves_only_its_picture(tail: bytes) -> None:
    picture = scene(300, 300)
    exif = picture.getexif()
    exif[0x010E] = tail.decode("latin-1")
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("evil.html", "<script>alert(1)</script>")
    made = make(written(picture, exif=exif, comment=tail) + tail + archive.getvalue())
    for picture_bytes in made.pictures.values():
        assert tail not in picture_bytes
        assert not zipfile.is_zipfile(io.BytesIO(picture_bytes))


def test_the_child_has_nothing_of_ours_and_little_of_the_machine(tmp_path: Path) -> None:
    spy = (
        "import json, os, resource, sys; sys.argv = ['']; "
        "import marketplace.domains.photos.making.__main__ as m; "
        "m.sys.stdin = type('S', (), {'buffer': __import__('io').BytesIO(b'')}); m.main(); "
        "print(json.dumps([dict(os.environ), resource.getrlimit(resource.RLIMIT_AS)[0], "
        "[name for name in ('flask', 'sqlalchemy', 'psycopg', 'redis') if name in sys.modules]]))"
    )
    words = [*apart.WORDS[:3], "-c", spy]
    said = subprocess.run(words, env=apart.NOTHING, cwd=apart.ROOT, capture_output=True, check=True).stdout
    assert b'"refused": "empty"' in said
    environment, addresses, loaded = __import__("json").loads(said.splitlines()[-1])
    assert set(environment) <= {*apart.NOTHING, "LC_CTYPE"}
    assert addresses == 512 * 1024 * 1024
    assert loaded == []


def test_a_child_that_says_something_else_is_not_believed() -> None:
    picture = written(scene(200, 200))
    head = (
        b'{"width": 1, "height": 1, "looks": 0, "sizes": {"320": [1, 1]}, "pictures": [[320, "jpg", %d]]}\n'
    )
    assert unpacked(head % len(picture) + picture).pictures[320, "jpg"] == picture
    for said in (
        *(b"", b"[]\n", b"{}\n", b"null\n", b'{"refused": 3}\n'),
        head % 9 + SVG[:9],
        head % len(picture) + picture + b"more",
        head.replace(b"320,", b"999,") % len(picture) + picture,
        head.replace(b'"looks": 0', b'"looks": 1e30') % 9 + picture,
    ):
        with pytest.raises(Unfit):
            unpacked(said)


def test_a_decoder_that_never_ends_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "WORDS", [apart.WORDS[0], "-c", "import time; time.sleep(60)"])
    monkeypatch.setattr(apart, "LONGEST_SECONDS", 0.2)
    assert no(jpeg()) == "broken"


def test_a_decoder_that_dies_hurts_one_photo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "WORDS", [apart.WORDS[0], "-c", "import os; os.abort()"])
    assert no(jpeg()) == "broken"
    assert Image.MAX_IMAGE_PIXELS
