"""Which carrier a deployment asks, by its CARRIER_URL: `https://KEY@host/path`."""

from urllib.parse import unquote, urlsplit, urlunsplit

from marketplace.gateways import carrier
from marketplace.gateways.carrier.carrier import NoCarrier
from marketplace.gateways.carrier.over_http import CarrierOverHttp


def choose(url: str) -> None:
    """Ask the carrier at `url`, with the key that stands before its host; without a url nobody is asked."""
    if not url:
        carrier.use(NoCarrier())
        return
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    carrier.use(CarrierOverHttp(urlunsplit(parts._replace(netloc=host)), unquote(parts.username or "")))
