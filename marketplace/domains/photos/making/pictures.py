"""What is made of a photo, and how it comes back from the process that made it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from marketplace.domains.photos.refusals import SENTENCES, Unfit

SIZES = (160, 320, 640, 1280)  # px of the longer side; 160 is what a saver of data sees in lists
KINDS = ("avif", "webp", "jpg")  # smallest first: browsers take the first they can show
STARTS = {"avif": (4, b"ftypavif"), "webp": (8, b"WEBP"), "jpg": (0, b"\xff\xd8\xff")}


@dataclass(frozen=True, slots=True)
class Made:
    """A photo's pictures by size and kind, how large it is upright, and how it looks (64 bits)."""

    width: int
    height: int
    looks: int
    sizes: dict[str, list[int]]
    pictures: dict[tuple[int, str], bytes]

    def packed(self) -> Iterator[bytes]:
        """Yield one line of JSON, then the pictures one behind the other."""
        lengths = [[size, kind, len(data)] for (size, kind), data in self.pictures.items()]
        head = {"width": self.width, "height": self.height, "looks": self.looks, "sizes": self.sizes}
        yield json.dumps({**head, "pictures": lengths}).encode() + b"\n"
        yield from self.pictures.values()


def unpacked(said: bytes) -> Made:
    """Read what a child wrote. Refuses: its own no, and anything that is not what we asked for."""
    line, _, rest = said.partition(b"\n")
    try:
        head = json.loads(line)
        if "refused" in head:
            raise Unfit(head["refused"] if head["refused"] in SENTENCES else "broken")
        return _checked(head, rest)
    except (ValueError, KeyError, TypeError) as error:
        raise Unfit("broken") from error


def _checked(head: dict[str, Any], rest: bytes) -> Made:
    """Believe nothing: a child that a hostile photo took over would write here too."""
    pictures, at = {}, 0
    for size, kind, length in head["pictures"]:
        data, (offset, start) = rest[at : at + length], STARTS[kind]
        if size not in SIZES or not data[offset:].startswith(start):
            raise ValueError(kind)
        pictures[size, kind], at = data, at + length
    width, height, looks = (int(head[name]) for name in ("width", "height", "looks"))
    sizes = {str(int(name)): [int(w), int(h)] for name, (w, h) in head["sizes"].items()}
    if at != len(rest) or not pictures or looks < -(2**63) or looks >= 2**63:
        raise ValueError(at)
    return Made(width, height, looks, sizes, pictures)
