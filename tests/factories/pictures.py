"""Photos as phones and attackers make them: bytes only, made anew each time, of any size and kind."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

FILES = Path(__file__).parents[1] / "domains" / "photos" / "files"
# 12 megapixels as a phone writes them, with its maker and a place in EXIF; made once with libheif and x265, since
# what reads HEIC here cannot write it.
HEIC = FILES / "phone.heic"
PLACE = {1: "N", 2: (31.0, 12.0, 3.0), 3: "E", 4: (121.0, 26.0, 5.0)}
ON_ITS_SIDE = 6  # EXIF: turn it clockwise to see it as the camera was held


def scene(width: int = 640, height: int = 480, shade: int = 0) -> Image.Image:
    """Paint something with edges: a white fridge before a coloured wall, red in the upper left corner."""
    picture = Image.merge(
        "RGB",
        [
            Image.linear_gradient("L").resize((width, height)),
            Image.radial_gradient("L").resize((width, height)),
            Image.new("L", (width, height), 90 + shade % 120),
        ],
    )
    draw, unit = ImageDraw.Draw(picture), min(width, height) // 12
    draw.rectangle((unit * 3, unit * 2, unit * 7, unit * 11), fill=(236, 238, 240))
    draw.rectangle((unit * 3, unit * 5, unit * 7, unit * 5 + 4), fill=(60, 60, 60))
    draw.ellipse(
        (unit * 8, unit * (1 + shade % 7), unit * 10, unit * (3 + shade % 7)), fill=(20, 90, shade % 256)
    )
    draw.rectangle((0, 0, unit * 2, unit * 2), fill=(255, 0, 0))
    return picture


def written(picture: Image.Image, kind: str = "JPEG", **more: Any) -> bytes:
    """Return a picture as a file."""
    out = io.BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


def noisy(width: int, height: int, shade: int = 0) -> Image.Image:
    """Paint the same in bad light: what a sensor adds makes a file of megabytes."""
    grain = Image.effect_noise((width // 2, height // 2), 40).resize((width, height)).convert("RGB")
    return Image.blend(scene(width, height, shade), grain, 0.2)


def jpeg(
    width: int = 640,
    height: int = 480,
    *,
    shade: int = 0,
    orientation: int = 1,
    place: bool = False,
    of: Callable[[int, int, int], Image.Image] = scene,
) -> bytes:
    """Return a photo as a phone sends it."""
    picture = of(width, height, shade)
    exif = picture.getexif()
    exif[0x010F], exif[0x0112] = "CoolspotPhone", orientation
    if place:
        exif.get_ifd(0x8825).update(PLACE)
    return written(picture, quality=88, exif=exif, comment=b"Lives at 1 Secret Street")


def png_header(width: int, height: int) -> bytes:
    """Return the beginning of a PNG that claims to be this large, and a few bytes that claim to be all of it."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", head)
        + _chunk(b"IDAT", zlib.compress(b"\0" * 10_000))
        + _chunk(b"IEND", b"")
    )


def bomb(width: int, height: int) -> bytes:
    """Return a PNG of one colour: a few kilobytes that unfold to three bytes a pixel."""
    packer = zlib.compressobj(9)
    row = b"\0" + b"\x7f\x00\x40" * width
    body = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
