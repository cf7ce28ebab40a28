"""What we ask of carriers, and which one is asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from typing_extensions import override


@dataclass(frozen=True, slots=True)
class Sighting:
    """One thing a carrier saw of a parcel, in both languages; `id` is the carrier's own and repeats."""

    id: str
    code: str  # picked_up · in_transit · arrived_hub · out_for_delivery · delivered · exception
    words: dict[str, str]
    place: dict[str, str]
    at: datetime


class Carrier(Protocol):
    """One who knows where parcels are."""

    def sightings(self, tracking_number: str, *, reference: str) -> Sequence[Sighting]:
        """Return all sightings so far, oldest first. Refuses: Unavailable when the carrier does not answer."""


class NoCarrier(Carrier):
    """Stands where no carrier is set up: nothing is ever seen, buyers confirm by themselves."""

    @override
    def sightings(self, tracking_number: str, *, reference: str) -> Sequence[Sighting]:
        """Return nothing."""
        return ()


_current: list[Carrier] = [NoCarrier()]


def use(carrier: Carrier) -> None:
    """Name the carrier to ask; the factory does it once."""
    _current[:] = [carrier]


def current() -> Carrier:
    """Return the carrier to ask."""
    return _current[0]
