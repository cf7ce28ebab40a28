"""HEIC, taken from libheif strip by strip: a whole photo in Pillow, beside libheif's own, is too much memory."""

from __future__ import annotations

import pi_heif
from PIL import Image

from marketplace.domains.photos.making.pictures import SIZES
from marketplace.domains.photos.refusals import MOST_PIXELS, Unfit

ROWS = 96  # of a strip, before it is reduced
MODES = ("RGB", "RGBA", "L")


def heic(data: bytes) -> Image.Image:
    """Return the main picture, reduced by a whole factor to what the largest picture needs; `info["whole"]`: its size.

    libheif has turned it upright already, and HEIF says that EXIF's orientation is to be ignored. Refuses: Unfit.
    """
    file = pi_heif.open_heif(data, convert_hdr_to_8bit=True)
    found = file[file.primary_index]
    width, height = found.size
    if width * height > MOST_PIXELS:
        raise Unfit("pixels")
    if found.mode not in MODES:
        raise Unfit("broken")
    factor = max(1, max(found.size) // max(SIZES))
    small = Image.new(found.mode, (-(-width // factor), -(-height // factor)))
    pixels, stride, step = found.data, found.stride, ROWS - ROWS % factor
    for top in range(0, height, step):
        rows = min(step, height - top)
        strip = pixels[top * stride : (top + rows) * stride]
        part = Image.frombuffer(found.mode, (width, rows), strip, "raw", found.mode, stride, 1)
        small.paste(part.reduce(factor), (0, top // factor))
    small.info["whole"] = (width, height)
    if profile := found.info.get("icc_profile"):
        small.info["icc_profile"] = profile
    return small
