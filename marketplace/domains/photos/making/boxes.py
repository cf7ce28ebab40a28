"""HEIC and AVIF from outside: ISO's box format (14496-12, 23008-12), read no deeper than the pictures' extents."""

from __future__ import annotations

from collections.abc import Iterator

from marketplace.domains.photos.refusals import Unfit

STILL = {b"heic": "heif", b"heix": "heif", b"heim": "heif", b"heis": "heif", b"avif": "avif"}
MOVING = frozenset({b"hevc", b"hevx", b"msf1", b"avis", b"isom", b"mp41", b"mp42", b"qt  ", b"M4V "})
FULL = 4  # bytes of version and flags at the head of some boxes
EXTENTS_LENGTH = 12  # version, width, height
MOST_BOXES = 4096


def kind(data: bytes) -> str:
    """Return heif or avif. Refuses: a film, and what is neither."""
    length = int.from_bytes(data[:4], "big")
    major, others = data[8:12], [data[i : i + 4] for i in range(16, min(length, 128), 4)]
    if major in MOVING:
        raise Unfit("moving")
    for brand in (major, *others):
        if brand in STILL:
            return STILL[brand]
    raise Unfit("kind")


def measure(data: bytes) -> tuple[int, int]:
    """Return the largest extents any picture in it has: tiles and thumbnails are smaller than the whole."""
    found = (0, 0)
    for name, start, end in _boxes(data, 0, len(data)):
        if name != b"meta":
            continue
        for inner, first, last in _boxes(data, start + FULL, end):
            if inner == b"iprp":
                found = max([found, *_extents(data, first, last)], key=lambda size: size[0] * size[1])
    if found == (0, 0):
        raise ValueError("no picture in it")
    return found


def _extents(data: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
    for name, first, last in _boxes(data, start, end):
        if name != b"ipco":
            continue
        for inner, at, stop in _boxes(data, first, last):
            if inner == b"ispe" and stop - at >= EXTENTS_LENGTH:
                yield (
                    int.from_bytes(data[at + 4 : at + 8], "big"),
                    int.from_bytes(data[at + 8 : at + 12], "big"),
                )


def _boxes(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield each box's name and where its content begins and ends. Refuses: ValueError where they do not fit."""
    for _ in range(MOST_BOXES):
        if at + 8 > end:
            return
        length, name, head = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8], 8
        if length == 1:
            length, head = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        elif length == 0:
            length = end - at
        if length < head or at + length > end:
            raise ValueError("a box that does not fit")
        yield name, at + head, at + length
        at += length
    raise ValueError("too many boxes")
