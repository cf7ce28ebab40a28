"""What a machine finds odd about a listing: a code, how much it weighs, and why, for a moderator to read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from marketplace.domains.listings.models import Listing
from marketplace.domains.listings.moderation.words import forbidden_in
from marketplace.domains.photos.models import Photo
from marketplace.foundation.contacts import contacts_in
from marketplace.foundation.dials import dial
from marketplace.foundation.text import N_

TOO_CHEAP = dial(
    "suspiciously_cheap_percent", 50, low=5, high=95, group="second_hand",
    about=N_("A used appliance below this part of the suggested price is flagged for moderators, in percent."),
)  # fmt: skip
TOO_DEAR = dial(
    "suspiciously_dear_percent", 200, low=105, high=1000, group="second_hand",
    about=N_("A used appliance above this part of the suggested price is flagged for moderators, in percent."),
)  # fmt: skip
LONG_LIFE_YEARS = 15  # beyond it parts are hard to get and insulation is tired, whatever the kind

# code → (weight, the sentence a moderator reads); parameters come from what was found.
FLAGS: Mapping[str, tuple[int, str]] = {
    "recalled": (50, N_("This model was called back by its maker.")),
    "words": (30, N_("Says “%(found)s”, which has no place here (%(kind)s).")),
    "contact": (25, N_("Names a way to meet elsewhere: “%(found)s”.")),
    "serial": (40, N_("This serial number is registered to somebody else here, for a %(found)s.")),
    "photo_name": (15, N_("A photo is called “%(found)s”: a way to meet elsewhere.")),
    "twin_photo": (40, N_("%(count)s of its photos look like another seller's, first in listing %(found)s.")),
    "cheap": (25, N_("Asks %(percent)s%% of the suggested price: often a lure.")),
    "dear": (10, N_("Asks %(percent)s%% of the suggested price.")),
    "old": (10, N_("Was made %(years)s years ago.")),
    "new_seller": (5, N_("The seller has sold nothing yet.")),
}


@dataclass(frozen=True, slots=True)
class Around:
    """What the flags need to know beside the listing itself."""

    photos: Sequence[Photo]
    twins: Mapping[int, str]  # photo id → number of another seller's listing with a near photo
    recalled: bool
    theirs: str  # what somebody else has here under its serial number; empty: nobody has
    sold: int  # by this seller, ever
    today: date


def flags_of(listing: Listing, around: Around) -> dict[str, dict[str, Any]]:
    """Return what is odd: code → the parameters of its sentence. Decides nothing."""
    found = {
        **_words(listing),
        **_photos(around),
        **_price(listing),
        **({"recalled": {}} if around.recalled else {}),
        **({"serial": {"found": around.theirs}} if around.theirs else {}),
        **({"new_seller": {}} if around.sold == 0 else {}),
    }
    years = around.today.year - listing.made_on.year if listing.made_on else 0
    if years >= LONG_LIFE_YEARS:
        found["old"] = {"years": years}
    return found


def risk_of(flags: Mapping[str, Any]) -> int:
    """Return how much there is to look at, 0 to 100."""
    return min(100, sum(FLAGS[code][0] for code in flags if code in FLAGS))


def _words(listing: Listing) -> dict[str, dict[str, Any]]:
    said = [listing.title, listing.words, listing.brand, listing.model]
    said += [str(defect.get("words", "")) for defect in listing.defects.get("list", ())]
    text = "\n".join(said)
    found: dict[str, dict[str, Any]] = {}
    if hits := forbidden_in(text):
        kind, word = hits[0]
        found["words"] = {"found": word, "kind": kind}
    if spans := contacts_in(text):
        start, end = spans[0]
        found["contact"] = {"found": text[start:end][:60]}
    return found


def _photos(around: Around) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    named = next((photo.name for photo in around.photos if contacts_in(_stem(photo.name))), None)
    if named:
        found["photo_name"] = {"found": named[:60]}
    if around.twins:
        found["twin_photo"] = {"count": len(around.twins), "found": next(iter(around.twins.values()))}
    return found


def _stem(name: str) -> str:
    """Return a file's name without what cameras put there: IMG_20261122_101112 is no telephone number."""
    stem = name.rpartition(".")[0] or name
    machine = stem.upper().startswith(("IMG", "DSC", "PXL", "MVIMG", "WP_", "PHOTO", "SCREENSHOT", "IMAGE"))
    return "" if machine else stem


def _price(listing: Listing) -> dict[str, dict[str, Any]]:
    if not listing.suggested or not listing.price:
        return {}
    percent = listing.price * 100 // listing.suggested
    if percent < TOO_CHEAP():
        return {"cheap": {"percent": percent}}
    return {"dear": {"percent": percent}} if percent > TOO_DEAR() else {}
