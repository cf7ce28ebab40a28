"""Decode once, as small as the largest picture needs; turn upright; encode each size and kind anew.

Nothing of the file survives but its pixels: no place, no camera, no colour profile (its colours become sRGB).
"""

from __future__ import annotations

import io
import warnings
from typing import Any

from PIL import Image, ImageCms, ImageOps

from marketplace.domains.photos.making.heic import heic
from marketplace.domains.photos.making.look import look
from marketplace.domains.photos.making.looks import looks
from marketplace.domains.photos.making.pictures import KINDS, SIZES, Made
from marketplace.domains.photos.refusals import MOST_PIXELS

LARGEST = max(SIZES)
FORMATS = {"jpeg": ("JPEG",), "png": ("PNG",), "webp": ("WEBP",), "avif": ("AVIF",)}
# Lists load dozens of the small ones over slow networks: there each kilobyte counts more than a leaf on a tree.
QUALITY = {
    "avif": {160: 38, 320: 42, 640: 48, 1280: 50},
    "webp": {160: 55, 320: 60, 640: 68, 1280: 72},
    "jpg": {160: 60, 320: 65, 640: 72, 1280: 76},
}
# Two dozen cards and their page in 120 KB: what is above this for its leaves and grain is written more coarsely.
OF_CARD, MOST_BYTES_OF_CARD = 320, 3_600
COARSER = (34, 26)
ORIENTATION, FIRST_SIDEWAYS = 0x0112, 5  # EXIF: 5 to 8 lie on a side
ALWAYS_MADE = 2  # sizes, however small the photo
SPEED = 8  # of AVIF: slower ones save 5 % and take three times as long
OPTIONS: dict[str, dict[str, Any]] = {
    "avif": {"format": "AVIF", "speed": SPEED, "max_threads": 1},
    "webp": {"format": "WEBP", "method": 4},
    "jpg": {"format": "JPEG", "optimize": True, "progressive": True},
}

Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


def develop(data: bytes) -> Made:
    """Make all pictures of a photo. Refuses: Unfit, and whatever a decoder raises."""
    kind = look(data).kind
    opened = heic(data) if kind == "heif" else Image.open(io.BytesIO(data), formats=FORMATS[kind])
    width, height = opened.info.get("whole", opened.size)
    if width * height > MOST_PIXELS:
        raise Image.DecompressionBombError
    if opened.getexif().get(ORIENTATION, 1) >= FIRST_SIDEWAYS:
        width, height = height, width
    small = _upright(opened)
    pictures, sizes = {}, {}
    for size in (s for i, s in enumerate(SIZES) if i < ALWAYS_MADE or SIZES[i - 1] < max(small.size)):
        picture = small.copy()
        picture.thumbnail((size, size), Image.Resampling.LANCZOS)
        sizes[str(size)] = list(picture.size)
        pictures.update({(size, kind): _encoded(picture, kind, size) for kind in KINDS})
    return Made(width, height, looks(small), sizes, pictures)


def _upright(opened: Image.Image) -> Image.Image:
    """Return it in RGB, no larger than the largest picture, as its camera was held."""
    if opened.mode in ("P", "1", "PA"):
        opened = opened.convert("RGBA")
    elif opened.mode.startswith("I"):  # 16 bits of grey
        opened = opened.convert("I").point(lambda level: level * (1 / 256)).convert("L")
    # JPEG is halved while it is decoded: a photo of 12 megapixels is never all in memory.
    opened.draft(None, (LARGEST, LARGEST))
    opened.thumbnail((LARGEST, LARGEST), Image.Resampling.LANCZOS, reducing_gap=2.0)
    picture = ImageOps.exif_transpose(_in_srgb(opened))
    if picture.mode in ("LA", "RGBA", "La", "RGBa") or "transparency" in picture.info:
        over = picture.convert("RGBA")
        picture = Image.new("RGB", over.size, "white")
        picture.paste(over, mask=over.getchannel("A"))
    picture = picture.convert("RGB")
    picture.info.clear()
    return picture


def _in_srgb(picture: Image.Image) -> Image.Image:
    """Return it in the colours every screen knows; as it is where its profile says nothing usable."""
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in ("RGB", "CMYK", "L"):
        return picture
    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        turned = ImageCms.profileToProfile(picture, given, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    return turned or picture


def _encoded(picture: Image.Image, kind: str, size: int) -> bytes:
    data = _written(picture, kind, QUALITY[kind][size])
    for quality in COARSER if kind == "avif" and size == OF_CARD else ():
        if len(data) > MOST_BYTES_OF_CARD:
            data = _written(picture, kind, quality)
    return data


def _written(picture: Image.Image, kind: str, quality: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, quality=quality, **OPTIONS[kind])
    return out.getvalue()
