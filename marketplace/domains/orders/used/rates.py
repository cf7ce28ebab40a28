"""What the operator's movers and installers ask, by size class: turned by the operator, in minor units."""

from collections.abc import Collection, Mapping

from marketplace.domains.listings.models import (
    CARRY_OUT,
    DELIVERY,
    INSTALLATION,
    LARGE,
    MEDIUM,
    PICKUP,
    REMOVAL,
    SHIPPING,
    SMALL,
)
from marketplace.foundation.dials import Dial, dial
from marketplace.foundation.text import N_

# What of a listing's extras goes with which way of getting it: nobody's old fridge is taken away by one who comes to
# pick up, and a parcel is carried out by its courier.
FITS: Mapping[str, tuple[str, ...]] = {
    PICKUP: (CARRY_OUT, INSTALLATION),
    DELIVERY: (CARRY_OUT, REMOVAL, INSTALLATION),
    SHIPPING: (REMOVAL, INSTALLATION),
}


def _rate(name: str, default: int, about: str) -> Dial:
    return dial(
        f"{name}_minor_units", default, low=0, high=100_000_000, group="second_hand_services", about=about
    )


RATES: Mapping[tuple[str, str], Dial] = {
    (DELIVERY, MEDIUM): _rate(
        "delivery_medium", 9_900, N_("Bringing a medium second-hand appliance, in fen or cents.")
    ),
    (DELIVERY, LARGE): _rate(
        "delivery_large", 16_900, N_("Bringing a large second-hand appliance, in fen or cents.")
    ),
    (CARRY_OUT, MEDIUM): _rate(
        "carry_out_medium",
        4_900,
        N_("Carrying a medium appliance out of the seller's home, in fen or cents."),
    ),
    (CARRY_OUT, LARGE): _rate(
        "carry_out_large", 8_900, N_("Carrying a large appliance out of the seller's home, in fen or cents.")
    ),
    (REMOVAL, MEDIUM): _rate(
        "removal_medium", 3_900, N_("Taking the buyer's old medium appliance away, in fen or cents.")
    ),
    (REMOVAL, LARGE): _rate(
        "removal_large", 5_900, N_("Taking the buyer's old large appliance away, in fen or cents.")
    ),
    (INSTALLATION, SMALL): _rate(
        "installation_small", 5_900, N_("Installing a small second-hand appliance, in fen or cents.")
    ),
    (INSTALLATION, MEDIUM): _rate(
        "installation_medium", 12_900, N_("Installing a medium second-hand appliance, in fen or cents.")
    ),
    (INSTALLATION, LARGE): _rate(
        "installation_large", 14_900, N_("Installing a large second-hand appliance, in fen or cents.")
    ),
}


def services_for(*, way: str, size: str, extras: Collection[str]) -> dict[str, int]:
    """Return service → minor units for what the movers do when it changes hands this `way`."""
    wanted = ([DELIVERY] if way == DELIVERY else []) + [name for name in FITS[way] if name in extras]
    return {name: RATES[name, size]() for name in wanted if (name, size) in RATES}


def bookable(*, way: str, size: str, extras: Collection[str]) -> dict[str, int]:
    """Return service → minor units for what a buyer may book with it, when they get it this `way`."""
    return {
        name: RATES[name, size]() for name in FITS.get(way, ()) if name in extras and (name, size) in RATES
    }
