"""How often one account or one address may try something: counted in Redis, or in memory while Redis is away."""

from collections.abc import Callable
from ipaddress import IPv4Address, ip_address, ip_network
from typing import ParamSpec, TypeVar

from flask import Flask, g, request
from flask_limiter import Limiter, RequestLimit

from marketplace.settings import Settings
from marketplace.web import access, logs
from marketplace.web.door import SAFE

P = ParamSpec("P")
R = TypeVar("R")
EVERY_CHANGE = "240 per minute"  # any unsafe request, one account or address: above what fingers do


def by_address() -> str:
    """Count by the visitor's network: one address, or one /64 of IPv6."""
    return "net:" + network(request.remote_addr or "unknown")


def network(address: str) -> str:
    """Return the network an address is counted in."""
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(known, IPv4Address):
        return str(known)
    # Counted as written, `2001:db8::5:1` and `2001:db8::6:1` would be two networks: one guest would have thousands.
    return str(known.ipv4_mapped or ip_network((known, 64), strict=False))


def by_account() -> str:
    """Count by the signed-in person, else by address."""
    person = access.current_person()
    return f"person:{person.id}" if person else by_address()


def _watch(limit: RequestLimit) -> None:
    logs.watch("too many tries", path=request.path, limit=str(limit.limit))


limiter = Limiter(
    by_account,
    default_limits=[EVERY_CHANGE],
    default_limits_per_method=False,
    default_limits_exempt_when=lambda: request.method in SAFE or request.path.startswith("/hooks/"),
    headers_enabled=False,
    strategy="fixed-window",
    in_memory_fallback_enabled=True,
    swallow_errors=True,
    key_prefix="limits",
    on_breach=_watch,
)


def limited(
    rule: str, by: Callable[[], str] = by_account, *, safe_too: bool = False
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Limit a view, e.g. `@limited("5 per minute", by=by_address)`; reading is free unless `safe_too`."""
    exempt = None if safe_too else (lambda: request.method in SAFE)
    return limiter.limit(rule, key_func=by, exempt_when=exempt)


def form_value(name: str) -> Callable[[], str]:
    """Count by what was typed into a field, such as the contact codes are sent to."""
    return lambda: f"{name}:{request.form.get(name, '').strip().lower()[:120]}"


def _storage(redis_url: str) -> str:
    """Return the address as the limits library spells it: a unix socket has a scheme of its own there."""
    return redis_url.replace("unix://", "redis+unix://", 1) or "memory://"


@limiter.request_filter
def is_plain_reading() -> bool:
    """Say whether nothing can limit this request: views that do so at all count unsafe ones, or are not public."""
    return bool(g.get("only_reads", False))


def install(app: Flask, settings: Settings) -> None:
    """Turn the limits on; tests turn them on themselves where they try them."""
    app.config.update(
        RATELIMIT_STORAGE_URI=_storage(settings.redis_url),
        RATELIMIT_STORAGE_OPTIONS={"socket_connect_timeout": 0.5, "socket_timeout": 0.5}
        if settings.redis_url
        else {},
    )
    limiter.init_app(app)
    limiter.enabled = settings.mode != "test"
