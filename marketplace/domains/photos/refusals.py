"""Why a photo is not taken, or cannot be made: codes that rows keep, and the sentence of each."""

from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_

MOST_BYTES = 10_000_000
MOST_PIXELS = 25_000_000
FEWEST_PIXELS = 100  # of the shorter side: what is smaller shows nothing
SENTENCES = {
    "empty": N_("This file is empty. Choose the photo again."),
    "kind": N_("This is not a photo we can read. Send JPEG, HEIC, PNG, WebP or AVIF."),
    "large": N_("This photo is too large: at most 10 MB."),
    "pixels": N_("This photo has too many pixels: at most 25 megapixels."),
    "small": N_("This picture is too small: at least 100 pixels each way."),
    "moving": N_("This picture moves. Send a still photo."),
    "broken": N_("This photo is broken. Save it again, or take another one."),
}


class Unfit(Refused):
    """A photo we do not take; `code` says why in a word."""

    def __init__(self, code: str) -> None:
        super().__init__(SENTENCES[code], field="photos")
        self.code = code
