"""Carriers: where a parcel was seen, asked over HTTP. A carrier that is away is asked again later."""

from marketplace.gateways.carrier.carrier import Carrier, Sighting, current, use

__all__ = ["Carrier", "Sighting", "current", "use"]
