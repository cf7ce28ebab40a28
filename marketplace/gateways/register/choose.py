"""Which register a deployment asks, by its REGISTER_URL: `https://KEY@host/path`."""

from urllib.parse import unquote, urlsplit, urlunsplit

from marketplace.gateways import register
from marketplace.gateways.register.over_http import RegisterOverHttp
from marketplace.gateways.register.register import NoRegister


def choose(url: str) -> None:
    """Ask the register at `url`, with the key that stands before its host; without a url nobody is asked."""
    if not url:
        register.use(NoRegister())
        return
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    register.use(RegisterOverHttp(urlunsplit(parts._replace(netloc=host)), unquote(parts.username or "")))
