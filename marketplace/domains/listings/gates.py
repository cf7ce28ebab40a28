"""What keeps a listing from being submitted: what is missing, what the law forbids, what its maker called back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from marketplace.domains.listings.checklists import GRADES, PARTS, all_pass, checklist_of
from marketplace.domains.listings.models import Listing
from marketplace.domains.listings.sizes import SHIPPING, WAYS, Kind
from marketplace.domains.photos.models import Photo
from marketplace.foundation.dials import dial
from marketplace.foundation.text import N_

PLATE = "plate"  # the role of the photo that shows the rating plate
LEAST_PHOTOS = dial(
    "listing_photos_pieces", 3, low=1, high=12, group="second_hand",
    about=N_("Photos of the appliance a listing needs, beside the one of the rating plate."),
)  # fmt: skip
# GB 17905-2008, 7.3.1: water heaters and boilers for natural gas or LPG are scrapped after 8 years, for town gas
# after 6; hobs after 8. It counts from the day of sale; we count from the month on the plate, which is earlier.
GAS_LIFE = dial(
    "gas_life_years", 8, low=1, high=10, group="second_hand",
    about=N_("Years after its manufacture that a gas appliance may be listed (GB 17905-2008)."),
)  # fmt: skip
TOWN_GAS_LIFE = dial(
    "town_gas_life_years", 6, low=1, high=10, group="second_hand",
    about=N_("Years after its manufacture that a water heater for town gas may be listed (GB 17905-2008)."),
)  # fmt: skip
GAS_LEAVES = frozenset({"gas-water-heaters", "gas-hobs", "hood-and-hob-sets"})
TOWN = "town"
STEPS = ("what", "photos", "condition", "price", "handover")


@dataclass(frozen=True, slots=True)
class Gap:
    """Something in the way: which step mends it, and the sentence."""

    step: str
    sentence: str
    params: dict[str, Any] = field(default_factory=dict)


def gaps(
    listing: Listing, kind: Kind | None, photos: Sequence[Photo], *, recalled: bool, today: date
) -> list[Gap]:
    """Return everything that keeps this from being submitted, in the order of the steps."""
    if kind is None:
        return [Gap("what", N_("Choose what it is."))]
    return [
        *_what(listing, kind, recalled=recalled, today=today),
        *_photos(photos),
        *_condition(listing, kind),
        *_price(listing),
        *_handover(listing),
    ]


def uses_gas(kind: Kind) -> bool:
    """Say whether this kind burns gas."""
    return kind.leaf in GAS_LEAVES


def legal_life(kind: Kind, gas: str) -> int | None:
    """Return for how many years after its manufacture this may be listed; None: as long as it works."""
    if not uses_gas(kind):
        return None
    return TOWN_GAS_LIFE() if gas == TOWN and kind.leaf == "gas-water-heaters" else GAS_LIFE()


def is_over_age(made_on: date, years: int, today: date) -> bool:
    """Say whether `years` have passed since the month on the plate."""
    return (today.year - made_on.year) * 12 + today.month - made_on.month >= years * 12


def _what(listing: Listing, kind: Kind, *, recalled: bool, today: date) -> list[Gap]:
    found = []
    if not (listing.brand and listing.model):
        found.append(Gap("what", N_("Write brand and model; both stand on the rating plate.")))
    gas = str(listing.attributes.get("gas") or "")
    if uses_gas(kind) and not gas:
        found.append(Gap("what", N_("Say which gas it burns; it stands on the rating plate.")))
    years = legal_life(kind, gas)
    if listing.made_on is None:
        found.append(Gap("what", N_("Say when it was made; the month stands on the rating plate.")))
    elif years is not None and is_over_age(listing.made_on, years, today):
        sentence = N_(
            "Gas appliances may be used for %(years)s years (GB 17905-2008). This one is older and cannot be sold; "
            "please have it scrapped."
        )
        found.append(Gap("what", sentence, {"years": years}))
    if recalled:
        sentence = N_("This model was called back by its maker and cannot be listed.")
        found.append(Gap("what", sentence))
    return found


def _photos(photos: Sequence[Photo]) -> list[Gap]:
    good = [photo for photo in photos if photo.state != "refused"]
    shown = sum(photo.role != PLATE for photo in good)
    found = []
    if shown < LEAST_PHOTOS():
        sentence = N_("Add photos of the appliance: at least %(least)s, there are %(shown)s.")
        found.append(Gap("photos", sentence, {"least": LEAST_PHOTOS(), "shown": shown}))
    if not any(photo.role == PLATE for photo in good):
        found.append(Gap("photos", N_("Add a photo of the rating plate.")))
    return found


def _condition(listing: Listing, kind: Kind) -> list[Gap]:
    items = checklist_of(kind)
    if any(item.code not in listing.checklist for item in items):
        return [Gap("condition", N_("Answer every line of the function check."))]
    if listing.grade in GRADES and not all_pass(items, listing.checklist):
        return [Gap("condition", N_("What does not pass every check can only be listed “for parts”."))]
    if listing.grade not in (*GRADES, PARTS):
        return [Gap("condition", N_("Choose how it looks."))]
    return []


def _price(listing: Listing) -> list[Gap]:
    return [] if listing.price > 0 else [Gap("price", N_("Set a price."))]


def _handover(listing: Listing) -> list[Gap]:
    lawful = WAYS.get(listing.size_class, ())
    if not listing.ways or not set(listing.ways) <= set(lawful):
        return [Gap("handover", N_("Choose at least one way it can change hands."))]
    if not listing.place.get("district"):
        return [Gap("handover", N_("Say where it stands."))]
    if set(listing.ways) - {SHIPPING} and not listing.place.get("street"):
        return [Gap("handover", N_("Write street and door; only who has paid sees them."))]
    return []
