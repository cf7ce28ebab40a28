"""The carrier is the one CARRIER_URL names, asked with its key: a parcel nobody asks about never arrives."""

from __future__ import annotations

from marketplace.gateways import carrier
from marketplace.gateways.carrier.carrier import NoCarrier
from marketplace.gateways.carrier.choose import choose
from marketplace.gateways.carrier.over_http import CarrierOverHttp


def test_the_key_stands_before_the_host_and_travels_in_the_header_only() -> None:
    before = carrier.current()
    try:
        choose("https://a%2Fkey@parcels.test:8443/v2/carrier")
        chosen = carrier.current()
        assert isinstance(chosen, CarrierOverHttp)
        assert str(chosen._http.base_url) == "https://parcels.test:8443/v2/carrier/v1/"
        assert chosen._http.headers["Authorization"] == "Bearer a/key"
        choose("")
        assert isinstance(carrier.current(), NoCarrier)
    finally:
        carrier.use(before)
