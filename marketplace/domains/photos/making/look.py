"""What a file says it is, read by hand from its first bytes, before any decoder touches it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from marketplace.domains.photos.making import boxes
from marketplace.domains.photos.refusals import FEWEST_PIXELS, MOST_BYTES, MOST_PIXELS, Unfit

PNG, RIFF = b"\x89PNG\r\n\x1a\n", b"RIFF"
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # JPEG's start-of-frame markers
ALONE = frozenset({0x01, *range(0xD0, 0xD9)})  # markers that no length follows
START_OF_SCAN, END_OF_IMAGE = 0xDA, 0xD9
FILL = 0xFF  # may stand before any marker
NAME_LENGTH = 4  # of a PNG chunk
ANIMATED = 0x02  # in the flags of WebP's VP8X


@dataclass(frozen=True, slots=True)
class Look:
    """A photo from outside: its kind, and its size as stored, px."""

    kind: str
    width: int
    height: int


def look(data: bytes) -> Look:
    """Say what a file is. Refuses: Unfit, what is no still photo of a size we can bear."""
    if not data:
        raise Unfit("empty")
    if len(data) > MOST_BYTES:
        raise Unfit("large")
    kind = _kind(data)
    try:
        width, height = _MEASURES[kind](data)
    except (IndexError, ValueError) as error:
        raise Unfit("broken") from error
    if width * height > MOST_PIXELS:
        raise Unfit("pixels")
    if min(width, height) < FEWEST_PIXELS:
        raise Unfit("small" if width and height else "broken")
    return Look(kind, width, height)


def _kind(data: bytes) -> str:
    """Name the kind by the bytes it begins with; a name or a type somebody sent along is not asked."""
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith(PNG):
        return "png"
    if data.startswith(RIFF) and data[8:12] == b"WEBP":
        return "webp"
    if data[4:8] == b"ftyp":
        return boxes.kind(data)
    raise Unfit("moving" if data.startswith((b"GIF87a", b"GIF89a")) else "kind")


def _jpeg(data: bytes) -> tuple[int, int]:
    at = 2
    while True:
        at = data.index(b"\xff", at)
        marker = data[at + 1]
        if marker in FRAMES:
            return _number(data, at + 7, 2), _number(data, at + 5, 2)
        if marker in (START_OF_SCAN, END_OF_IMAGE):
            raise ValueError("no frame before the scan")
        if marker == FILL:
            at += 1
        else:
            at += 2 if marker in ALONE else 2 + max(2, _number(data, at + 2, 2))


def _png(data: bytes) -> tuple[int, int]:
    at, size = 8, (0, 0)
    while (name := data[at + 4 : at + 8]) != b"IDAT":
        if len(name) < NAME_LENGTH:
            raise ValueError("no picture in it")
        if name == b"acTL":
            raise Unfit("moving")
        if name == b"IHDR":
            size = _number(data, at + 8, 4), _number(data, at + 12, 4)
        at += 12 + _number(data, at, 4)
    return size


def _webp(data: bytes) -> tuple[int, int]:
    form, body = data[12:16], 20
    if form == b"VP8X":
        if data[body] & ANIMATED:
            raise Unfit("moving")
        return 1 + _little(data, body + 4, 3), 1 + _little(data, body + 7, 3)
    if form == b"VP8L":
        bits = _little(data, body + 1, 4)
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if form == b"VP8 " and data[body + 3 : body + 6] == b"\x9d\x01\x2a":
        return _little(data, body + 6, 2) & 0x3FFF, _little(data, body + 8, 2) & 0x3FFF
    raise ValueError(form)


def _number(data: bytes, at: int, length: int) -> int:
    if at + length > len(data):
        raise ValueError("it ends too soon")
    return int.from_bytes(data[at : at + length], "big")


def _little(data: bytes, at: int, length: int) -> int:
    if at + length > len(data):
        raise ValueError("it ends too soon")
    return int.from_bytes(data[at : at + length], "little")


_MEASURES: dict[str, Callable[[bytes], tuple[int, int]]] = {
    "jpeg": _jpeg,
    "png": _png,
    "webp": _webp,
    "heif": boxes.measure,
    "avif": boxes.measure,
}
