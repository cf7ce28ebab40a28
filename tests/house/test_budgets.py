"""What a cheap phone has to carry, in bytes, and the promises of docs/design.md that a machine can check."""

import json
import re
import struct
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest

from marketplace.web.assets import own_script
from marketplace.web.minify import minify_css

ROOT = Path(__file__).parent.parent.parent
STATIC, TEMPLATES = ROOT / "static", ROOT / "templates"
KIB = 1024
SHEETS = sorted((STATIC / "css").glob("*.css"))
PAGES = sorted(TEMPLATES.rglob("*.html"))
SCHEMES = ("light", "dark")
# Words on what they are written on; 4.5 : 1 is WCAG 1.4.3, 3 : 1 for the edges of controls is 1.4.11.
WORDS_ON = [
    (ink, ground)
    for ground in ("ground", "surface", "sunk", "brand-wash")
    for ink in ("ink", "ink-soft", "brand")
] + [
    ("on-brand", "brand"),
    ("on-brand", "brand-press"),
    ("on-used", "used"),
    ("on-bad", "bad"),
    *((tone, f"{tone}-wash") for tone in ("used", "held", "good", "bad")),
    *((tone, "surface") for tone in ("used", "held", "good", "bad")),
    *(("ink", f"{tone}-wash") for tone in ("used", "held", "good", "bad")),
]


def squeezed(text: str) -> int:
    return len(brotli.compress(text.encode(), quality=11))


def script() -> str:
    return own_script(STATIC)


def test_the_style_sheet_fits_in_10_kib() -> None:
    assert squeezed(minify_css("\n".join(sheet.read_text("utf-8") for sheet in SHEETS))) <= 10 * KIB


def test_scripts_fit_in_20_kib_with_htmx() -> None:
    htmx = (STATIC / "vendor" / "htmx.min.js").read_text("utf-8")
    assert squeezed(htmx) + squeezed(script()) <= 20 * KIB


def test_our_own_script_stays_under_600_lines() -> None:
    assert sum(len(path.read_text("utf-8").splitlines()) for path in (STATIC / "js").glob("*.js")) <= 600


def test_the_service_worker_is_under_2_kib() -> None:
    assert (STATIC / "js" / "sw.js").stat().st_size < 2 * KIB


@pytest.mark.parametrize("path", sorted((STATIC / "drawings").glob("*.svg")), ids=lambda path: path.stem)
def test_a_drawing_is_small_and_carries_no_style(path: Path) -> None:
    drawing = path.read_text("utf-8")
    assert len(drawing) <= 1.25 * KIB
    assert "<style" not in drawing
    assert "<script" not in drawing


def test_every_kind_has_its_drawing() -> None:
    listed = re.search(
        r"set kinds = \(([^)]*)\)", (TEMPLATES / "components" / "drawing.html").read_text("utf-8")
    )
    assert listed is not None
    for kind in [*re.findall(r'"(\w+)"', listed[1]), "generic"]:
        assert (STATIC / "drawings" / f"{kind}.svg").exists(), kind


def test_no_page_needs_inline_style_or_script() -> None:
    forbidden = re.compile(
        r"<style|\sstyle=|<script(?![^>]*(\ssrc=|application/ld\+json))|\son[a-z]{3,}=", re.IGNORECASE
    )
    found = [
        f"{page.relative_to(ROOT)}: {hit[0]}"
        for page in PAGES
        for hit in forbidden.finditer(page.read_text("utf-8"))
    ]
    assert not found


def test_colours_are_named_only_among_the_tokens() -> None:
    colour = re.compile(r"#[0-9a-f]{3,8}\b(?=[^{}]*;)", re.IGNORECASE)
    parts = [sheet for sheet in SHEETS if sheet.name not in ("00-tokens.css", "90-paper.css")]
    assert not [(sheet.name, hit) for sheet in parts for hit in colour.findall(sheet.read_text("utf-8"))]


def test_every_custom_property_used_is_defined() -> None:
    css = "\n".join(sheet.read_text("utf-8") for sheet in SHEETS)
    assert set(re.findall(r"var\((--[\w-]+)", css)) <= set(re.findall(r"(--[\w-]+):", css))


def palette(scheme: str) -> dict[str, str]:
    tokens = dict(re.findall(r"--([\w-]+): (#[0-9a-f]+)", SHEETS[0].read_text("utf-8")))
    light, dark = SHEETS[1].read_text("utf-8").split("@media", 1)
    roles = dict(re.findall(r"--([\w-]+): var\(--([\w-]+)\)", light if scheme == "light" else dark))
    return {role: tokens[token] for role, token in roles.items()}


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dim, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dim + 0.05)


def pairs() -> Iterator[tuple[str, str, str, float]]:
    for scheme in SCHEMES:
        yield from ((scheme, words, ground, 4.5) for words, ground in WORDS_ON)
        yield from ((scheme, "edge", ground, 3.0) for ground in ("ground", "surface"))


@pytest.mark.parametrize(("scheme", "words", "ground", "least"), list(pairs()))
def test_words_can_be_read(scheme: str, words: str, ground: str, least: float) -> None:
    colours = palette(scheme)
    assert contrast(colours[words], colours[ground]) >= least


def test_the_manifest_names_icons_that_exist_in_the_size_it_says() -> None:
    manifest = json.loads((STATIC / "manifest.webmanifest").read_text("utf-8"))
    for icon in manifest["icons"]:
        path = STATIC / icon["src"].removeprefix("/static/")
        assert path.stat().st_size < 14 * KIB
        if path.suffix == ".png":
            width, height = struct.unpack(">II", path.read_bytes()[16:24])
            assert f"{width}x{height}" == icon["sizes"]
    assert {"any", "maskable"} == {icon["purpose"] for icon in manifest["icons"]}
